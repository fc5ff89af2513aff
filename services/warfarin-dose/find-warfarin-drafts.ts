import type { HookContext } from '@cardwright/cds-service';
import { findDraft, matchMedication } from '@cardwright/features';
import { bareId, medicationConcepts } from '@cardwright/fhir';
import type { MedicationRequest } from '@medplum/fhirtypes';
import { warfarin } from './value-sets.ts';

/**
 * The draft orders for warfarin that this call is about: MedicationRequests of this patient with status `draft` that are
 * not marked "do not perform"; on order-select only those the user has just selected. An order that is signed again, with
 * another status, starts nothing. Empty: the call is not about a warfarin draft.
 */
export function findWarfarinDrafts(context: HookContext): readonly MedicationRequest[] {
  const { draftOrders } = context;
  const record = { resolve: (reference: string | undefined) => findDraft(context, reference) };
  return draftOrders
    .filter((resource): resource is MedicationRequest => resource.resourceType === 'MedicationRequest')
    .filter((order) => order.status === 'draft' && order.doNotPerform !== true && isOfPatient(order, context))
    .filter(
      (order) => context.hook !== 'order-select' || context.selections.includes(`MedicationRequest/${order.id ?? ''}`),
    )
    .filter((order) => matchMedication(medicationConcepts(order, record), warfarin) !== undefined);
}

function isOfPatient({ subject }: MedicationRequest, { patientId }: HookContext): boolean {
  return subject?.reference === undefined || bareId(subject.reference) === bareId(patientId);
}
