import type { Observation } from '@medplum/fhirtypes';

/**
 * The statuses of an Observation that may be scored (https://hl7.org/fhir/R4/valueset-observation-status.html).
 * `registered` and `preliminary` are not final, `cancelled` and `entered-in-error` are taken back, `unknown` could be any.
 */
export const usableObservationStatuses: ReadonlySet<string> = new Set(['final', 'amended', 'corrected']);

/** False for every other status and for none: the feature is then absent as `status-refused`. */
export function isUsableObservation(observation: Pick<Observation, 'status'>): boolean {
  return usableObservationStatuses.has(observation.status);
}
