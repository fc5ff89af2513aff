import type { MedicationAdministration, Procedure } from '@medplum/fhirtypes';
import { eventTime } from './event-time.ts';
import { hasHappened } from './has-happened.ts';

/**
 * True when a procedure or an administration is going on at `atMs` (epoch milliseconds). A period with both ends decides by
 * itself; without an end only `in-progress` says that it still goes on, from its start. An undated one goes on while it is
 * `in-progress`.
 */
export function isUnderWayAt(
  happening: Procedure | MedicationAdministration,
  atMs: number,
  zoneOffsetMinutes = 0,
): boolean {
  if (!hasHappened(happening)) return false;
  const event = eventTime(happening, zoneOffsetMinutes);
  if (event && atMs < event.start) return false;
  const period = happening.resourceType === 'Procedure' ? happening.performedPeriod : happening.effectivePeriod;
  if (event && period?.end !== undefined) return atMs < event.end;
  return happening.status === 'in-progress';
}
