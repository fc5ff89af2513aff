import type { NamedOrder } from '@cardwright/cards';
import type { HookContext } from '@cardwright/cds-service';
import { findDraft, matchMedication } from '@cardwright/features';
import { bareId, medicationConcepts } from '@cardwright/fhir';
import type { MedicationRequest } from '@medplum/fhirtypes';
import { isLocal } from './is-local.ts';
import { nephrotoxins } from './value-sets.ts';

/**
 * The drafts of this call that are for a nephrotoxin, with what they call it: MedicationRequests of this patient with status
 * `draft`, not "do not perform", not for eye, ear, nose or skin; on order-select only what the user has just selected.
 */
export function nephrotoxinDrafts(context: HookContext): readonly NamedOrder[] {
  const resolve = (reference: string | undefined) => findDraft(context, reference);
  return context.draftOrders
    .filter((draft): draft is MedicationRequest => draft.resourceType === 'MedicationRequest')
    .filter((order) => isConcerned(order, context))
    .flatMap((order) => {
      const concepts = medicationConcepts(order, { resolve });
      if (matchMedication(concepts, nephrotoxins) === undefined || isLocal(order, concepts)) return [];
      const names = concepts.flatMap(({ text, coding = [] }) => [text, ...coding.map(({ display }) => display)]);
      return [{ order, name: names.find((name) => name !== undefined && name.trim() !== '') ?? 'medication' }];
    });
}

function isConcerned({ id, status, doNotPerform, subject }: MedicationRequest, context: HookContext): boolean {
  const isOfPatient = subject?.reference === undefined || bareId(subject.reference) === bareId(context.patientId);
  const isChosen = context.hook !== 'order-select' || context.selections.includes(`MedicationRequest/${id ?? ''}`);
  return status === 'draft' && doNotPerform !== true && isOfPatient && isChosen;
}
