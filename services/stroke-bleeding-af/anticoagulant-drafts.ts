import type { NamedOrder } from '@cardwright/cards';
import type { HookContext } from '@cardwright/cds-service';
import { findDraft, matchMedication } from '@cardwright/features';
import { bareId, medicationConcepts } from '@cardwright/fhir';
import type { MedicationRequest } from '@medplum/fhirtypes';
import { oralAnticoagulants } from './value-sets.ts';

/**
 * The draft orders of an oral anticoagulant that this call is about, with what they call the medication: MedicationRequests of
 * this patient with status `draft` that are not marked "do not perform"; on order-select only those the user has just selected.
 */
export function anticoagulantDrafts(context: HookContext): readonly NamedOrder[] {
  const record = { resolve: (reference: string | undefined) => findDraft(context, reference) };
  return context.draftOrders
    .filter((resource): resource is MedicationRequest => resource.resourceType === 'MedicationRequest')
    .filter((order) => order.status === 'draft' && order.doNotPerform !== true && isOfPatient(order, context))
    .filter(({ id }) => context.hook !== 'order-select' || context.selections.includes(`MedicationRequest/${id ?? ''}`))
    .flatMap((order) => {
      const concepts = medicationConcepts(order, record);
      if (matchMedication(concepts, oralAnticoagulants) === undefined) return [];
      const names = concepts.flatMap(({ text, coding = [] }) => [text, ...coding.map(({ display }) => display)]);
      return [{ order, name: names.find((name) => name !== undefined && name.trim() !== '') ?? 'oral anticoagulant' }];
    });
}

const isOfPatient = ({ subject }: MedicationRequest, { patientId }: HookContext): boolean =>
  subject?.reference === undefined || bareId(subject.reference) === bareId(patientId);
