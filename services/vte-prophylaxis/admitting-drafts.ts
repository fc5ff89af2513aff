import type { NamedOrder } from '@cardwright/cards';
import type { HookContext } from '@cardwright/cds-service';
import { bareId, hasCode } from '@cardwright/fhir';
import type { Resource, ServiceRequest } from '@medplum/fhirtypes';
import {
  admissionOrders,
  medicalAdmissionOrders,
  medicalServices,
  operations,
  surgicalCategory,
  surgicalServices,
} from './value-sets.ts';

/** Drafts of an operation: a listed code, or the category "surgical procedure". */
export const operationDrafts = (context: HookContext): readonly NamedOrder[] => draftsOf(context, isOperation);

/** Drafts that this service is about: an operation, or the admission to hospital. */
export const admittingDrafts = (context: HookContext): readonly NamedOrder[] =>
  draftsOf(context, (order) => isOperation(order) || hasCode(order.code, admissionOrders));

/** Drafts of the admission to hospital: whoever is admitted is about to be an inpatient. */
export const admissionDrafts = (context: HookContext): readonly NamedOrder[] =>
  draftsOf(context, (order) => hasCode(order.code, admissionOrders));

/** Drafts of an admission that name the service to which the patient goes: by its code, or by who is to perform it. */
export const medicalAdmissions = (context: HookContext): readonly NamedOrder[] =>
  draftsOf(
    context,
    ({ code, performerType }) =>
      hasCode(code, admissionOrders) &&
      (hasCode(code, medicalAdmissionOrders) || hasCode(performerType, medicalServices)),
  );
export const surgicalAdmissions = (context: HookContext): readonly NamedOrder[] =>
  draftsOf(context, (order) => hasCode(order.code, admissionOrders) && hasCode(order.performerType, surgicalServices));

function draftsOf(context: HookContext, isMeant: (order: ServiceRequest) => boolean): readonly NamedOrder[] {
  return context.draftOrders
    .filter((draft: Resource): draft is ServiceRequest => draft.resourceType === 'ServiceRequest')
    .filter((order) => order.status === 'draft' && order.doNotPerform !== true && isOfPatient(order, context))
    .filter((order) => isMeant(order))
    .map((order) => ({ order, name: nameOf(order) }));
}

const isOperation = ({ code, category = [] }: ServiceRequest): boolean =>
  hasCode(code, operations) || category.some((one) => hasCode(one, surgicalCategory));

const isOfPatient = ({ subject }: ServiceRequest, { patientId }: HookContext): boolean =>
  subject?.reference === undefined || bareId(subject.reference) === bareId(patientId);

const nameOf = ({ code }: ServiceRequest): string =>
  [code?.text, ...(code?.coding ?? []).map(({ display }) => display)].find((name) => name?.trim()) ?? 'order';
