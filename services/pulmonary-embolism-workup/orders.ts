import type { NamedOrder } from '@cardwright/cards';
import type { HookContext } from '@cardwright/cds-service';
import { bareId, hasCode, type ValueSet } from '@cardwright/fhir';
import type { Resource, ServiceRequest } from '@medplum/fhirtypes';
import { ctPulmonaryAngiography, dDimer, legVeinUltrasound } from './value-sets.ts';

const kinds = {
  ct: { codes: ctPulmonaryAngiography, name: 'CT pulmonary angiography' },
  dDimer: { codes: dDimer, name: 'D-dimer' },
  ultrasound: { codes: legVeinUltrasound, name: 'Ultrasound of the leg veins' },
} as const satisfies Readonly<Record<string, { readonly codes: ValueSet; readonly name: string }>>;
export type OrderKind = keyof typeof kinds;

/**
 * The drafts of one kind that this call is about: ServiceRequests of this patient with status `draft` that are not marked "do
 * not perform"; on order-select only those the user has just selected.
 */
export function ordersOf(kind: OrderKind, context: HookContext): readonly NamedOrder[] {
  const { codes, name } = kinds[kind];
  return context.draftOrders
    .filter((draft) => isOrderOf(draft, codes, context))
    .filter(({ id }) => context.hook !== 'order-select' || context.selections.includes(`ServiceRequest/${id ?? ''}`))
    .map((order) => ({ order, name }));
}

/** Whether any draft of the call, selected or not, is of this kind. */
export const hasDraft = (kind: OrderKind, context: HookContext): boolean =>
  context.draftOrders.some((draft) => isOrderOf(draft, kinds[kind].codes, context));

const isOrderOf = (draft: Resource, codes: ValueSet, { patientId }: HookContext): draft is ServiceRequest =>
  draft.resourceType === 'ServiceRequest' &&
  draft.status === 'draft' &&
  draft.doNotPerform !== true &&
  (draft.subject?.reference === undefined || bareId(draft.subject.reference) === bareId(patientId)) &&
  hasCode(draft.code, codes);
