import type { HookContext } from '@cardwright/cds-service';
import { findDraft, matchMedication } from '@cardwright/features';
import { bareId, medicationConcepts } from '@cardwright/fhir';
import type { CodeableConcept, MedicationRequest } from '@medplum/fhirtypes';
import { drugs, type ListedDrug } from './drugs.ts';

/** The draft orders of one listed drug. */
export interface ListedDrafts {
  readonly drug: ListedDrug;
  readonly orders: readonly MedicationRequest[];
}

/** CPIC's fluoropyrimidine rows are for systemic use: a cream is not meant. */
const topical = /\b(topical|cream|ointment|cutaneous)\b/i;

/**
 * The drafts that this call is about, by drug: MedicationRequests of this patient with status `draft` that are not marked "do not
 * perform" and not topical; on order-select only those just selected. Empty: the call is not ours.
 */
export function findListedDrafts(context: HookContext): readonly ListedDrafts[] {
  const orders = context.draftOrders
    .filter((resource): resource is MedicationRequest => resource.resourceType === 'MedicationRequest')
    .filter((order) => order.status === 'draft' && order.doNotPerform !== true && isOfPatient(order, context))
    .filter(
      (order) => context.hook !== 'order-select' || context.selections.includes(`MedicationRequest/${order.id ?? ''}`),
    )
    .filter((order) => !isTopical(order, context));
  return drugs
    .map((drug) => ({
      drug,
      orders: orders.filter((order) => matchMedication(conceptsOf(order, context), drug.codes) !== undefined),
    }))
    .filter((found) => found.orders.length > 0);
}

/** What the order says of its medication. */
export function conceptsOf(order: MedicationRequest, context: HookContext): readonly CodeableConcept[] {
  return medicationConcepts(order, { resolve: (reference) => findDraft(context, reference) });
}

function isTopical(order: MedicationRequest, context: HookContext): boolean {
  const routes = (order.dosageInstruction ?? []).flatMap(({ route }) => route ?? []);
  return [...conceptsOf(order, context), ...routes].flatMap(textsOf).some((text) => topical.test(text));
}

const textsOf = ({ text, coding = [] }: CodeableConcept): readonly string[] =>
  [text, ...coding.map(({ display }) => display)].filter((one) => one !== undefined);

function isOfPatient({ subject }: MedicationRequest, { patientId }: HookContext): boolean {
  return subject?.reference === undefined || bareId(subject.reference) === bareId(patientId);
}
