import type { HookContext } from '@cardwright/cds-service';
import { findDraft, matchMedication } from '@cardwright/features';
import { bareId, hasCode, medicationConcepts } from '@cardwright/fhir';
import type { DeviceRequest, MedicationRequest, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { anticoagulants, mechanicalProphylaxis } from './value-sets.ts';

/** Whether an anticoagulant, or mechanical prophylaxis, is among the drafts of this call: then nothing is left to suggest. */
export const isProphylaxisDrafted = (context: HookContext): boolean =>
  context.draftOrders.some((draft) => isAnticoagulant(draft, context) || isMechanical(draft, context));

function isAnticoagulant(draft: Resource, context: HookContext): boolean {
  if (draft.resourceType !== 'MedicationRequest' || !isOrdered(draft, context)) return false;
  const record = { resolve: (reference: string | undefined) => findDraft(context, reference) };
  return matchMedication(medicationConcepts(draft, record), anticoagulants) !== undefined;
}

function isMechanical(draft: Resource, context: HookContext): boolean {
  if (draft.resourceType === 'ServiceRequest')
    return isOrdered(draft, context) && hasCode(draft.code, mechanicalProphylaxis);
  return (
    draft.resourceType === 'DeviceRequest' &&
    isOrdered(draft, context) &&
    hasCode(draft.codeCodeableConcept, mechanicalProphylaxis)
  );
}

/** A draft for this patient that is to be carried out: not one that is cancelled, or of somebody else. */
function isOrdered(draft: MedicationRequest | ServiceRequest | DeviceRequest, { patientId }: HookContext): boolean {
  const { status, subject } = draft;
  const isRefused = 'doNotPerform' in draft && draft.doNotPerform === true;
  const isOfPatient = subject?.reference === undefined || bareId(subject.reference) === bareId(patientId);
  return status === 'draft' && !isRefused && isOfPatient;
}
