import { eventTime, isActiveMedication, isUnderWayAt } from '@cardwright/fhir';
import type { AnyMedication, Extraction } from '../extraction.ts';
import type { Verdict } from './judge-chart-facts.ts';
import { wasEverOn } from './was-ever-on.ts';

/**
 * Whether the patient was on it at an earlier moment. FHIR keeps the present status only: what is still active, and began by
 * then, was; a statement's effective period with both ends tells; an order that has ended since may have been over by then,
 * and something undated may have begun later.
 */
export function wasOnAt(medication: AnyMedication, at: number, x: Extraction): Verdict {
  const { zoneOffsetMinutes } = x.record;
  if (!wasEverOn(medication)) return 'no';
  if (medication.resourceType === 'MedicationAdministration')
    return isUnderWayAt(medication, at, zoneOffsetMinutes) ? 'counts' : 'no';
  const event = eventTime(medication, zoneOffsetMinutes);
  if (!event) return 'unclear';
  if (event.start > at) return 'no';
  const hasEnd = medication.resourceType === 'MedicationStatement' && medication.effectivePeriod?.end !== undefined;
  if (hasEnd) return at < event.end ? 'counts' : 'no';
  return isActiveMedication(medication, x.horizon, zoneOffsetMinutes) ? 'counts' : 'unclear';
}
