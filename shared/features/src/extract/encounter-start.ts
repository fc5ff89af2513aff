import { eventTime } from '@cardwright/fhir';
import type { Encounter } from '@medplum/fhirtypes';
import type { Extraction } from '../extraction.ts';

/** When an encounter began, epoch milliseconds; `undefined` when it does not say. */
export function encounterStart(encounter: Encounter, { record }: Extraction): number | undefined {
  const start = eventTime(encounter, record.zoneOffsetMinutes)?.start;
  return start !== undefined && Number.isFinite(start) ? start : undefined;
}
