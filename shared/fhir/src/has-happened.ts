import type { MedicationAdministration, Procedure } from '@medplum/fhirtypes';

/**
 * https://hl7.org/fhir/R4/valueset-event-status.html and the statuses of MedicationAdministration. `stopped` and `on-hold`
 * began; `preparation` and `not-done` did not, `entered-in-error` never was, and `unknown` could be any.
 */
const begun: ReadonlySet<string> = new Set(['in-progress', 'completed', 'stopped', 'on-hold']);

/** True when it was carried out, is under way, or was begun. */
export function hasHappened({ status }: Pick<Procedure | MedicationAdministration, 'status'>): boolean {
  return status !== undefined && begun.has(status);
}
