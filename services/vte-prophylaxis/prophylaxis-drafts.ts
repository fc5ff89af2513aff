import type { HookContext } from '@cardwright/cds-service';
import { findDraft, matchMedication } from '@cardwright/features';
import { hasCode, medicationConcepts } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import { anticoagulants, mechanicalProphylaxis } from './value-sets.ts';

/** Whether an anticoagulant, or mechanical prophylaxis, is among the drafts of this call: then nothing is left to suggest. */
export const isProphylaxisDrafted = (context: HookContext): boolean =>
  context.draftOrders.some((draft) => isAnticoagulant(draft, context) || isMechanical(draft));

function isAnticoagulant(draft: Resource, context: HookContext): boolean {
  if (draft.resourceType !== 'MedicationRequest' || draft.doNotPerform === true) return false;
  const record = { resolve: (reference: string | undefined) => findDraft(context, reference) };
  return matchMedication(medicationConcepts(draft, record), anticoagulants) !== undefined;
}

function isMechanical(draft: Resource): boolean {
  if (draft.resourceType === 'ServiceRequest')
    return draft.doNotPerform !== true && hasCode(draft.code, mechanicalProphylaxis);
  return draft.resourceType === 'DeviceRequest' && hasCode(draft.codeCodeableConcept, mechanicalProphylaxis);
}
