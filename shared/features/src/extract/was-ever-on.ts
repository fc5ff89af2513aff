import { hasHappened, refusedRequestIntents } from '@cardwright/fhir';
import type { AnyMedication } from '../extraction.ts';

/** Orders that were put in force, and statements of something taken; drafts, cancelled ones and mistakes are not among them. */
const everStatuses: ReadonlySet<string> = new Set(['active', 'on-hold', 'completed', 'stopped']);

/**
 * True when the medication was ordered, taken or given at some time. A proposal, an order not to give it, and a statement that
 * it is intended or not taken never put the patient on it. A statement of unknown status counts once it was asserted, as for
 * `isActiveMedication`.
 */
export function wasEverOn(medication: AnyMedication): boolean {
  switch (medication.resourceType) {
    case 'MedicationAdministration':
      return hasHappened(medication);
    case 'MedicationStatement':
      return (
        everStatuses.has(medication.status) ||
        (medication.status === 'unknown' && medication.dateAsserted !== undefined)
      );
    case 'MedicationRequest':
      return (
        everStatuses.has(medication.status) &&
        !refusedRequestIntents.has(medication.intent) &&
        medication.doNotPerform !== true
      );
  }
}
