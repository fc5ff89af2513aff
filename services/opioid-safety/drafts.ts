import type { NamedOrder } from '@cardwright/cards';
import type { HookContext } from '@cardwright/cds-service';
import { findDraft, matchMedication } from '@cardwright/features';
import { bareId, medicationConcepts, type ValueSet } from '@cardwright/fhir';
import type { CodeableConcept, MedicationRequest } from '@medplum/fhirtypes';

/** A draft prescription of this call, with everything that says which medication it is. */
export interface MedicationDraft extends NamedOrder {
  readonly order: MedicationRequest;
  readonly concepts: readonly CodeableConcept[];
  /** On order-select: it is what the user has just selected. Elsewhere always. */
  readonly isChosen: boolean;
}

/** The drafts for a medication of the set: MedicationRequests of this patient with status `draft`, not "do not perform". */
export function draftsOf(context: HookContext, set: ValueSet): readonly MedicationDraft[] {
  const resolve = (reference: string | undefined) => findDraft(context, reference);
  return context.draftOrders
    .filter((draft): draft is MedicationRequest => draft.resourceType === 'MedicationRequest')
    .filter((order) => isOpen(order, context))
    .flatMap((order) => {
      const concepts = medicationConcepts(order, { resolve });
      if (matchMedication(concepts, set) === undefined) return [];
      const isChosen =
        context.hook !== 'order-select' || context.selections.includes(`MedicationRequest/${order.id ?? ''}`);
      return [{ order, concepts, name: nameOf(concepts), isChosen }];
    });
}

function isOpen({ status, doNotPerform, subject }: MedicationRequest, { patientId }: HookContext): boolean {
  const isOfPatient = subject?.reference === undefined || bareId(subject.reference) === bareId(patientId);
  return status === 'draft' && doNotPerform !== true && isOfPatient;
}

function nameOf(concepts: readonly CodeableConcept[]): string {
  const names = concepts.flatMap(({ text, coding = [] }) => [text, ...coding.map(({ display }) => display)]);
  return names.find((name) => name !== undefined && name.trim() !== '') ?? 'medication';
}
