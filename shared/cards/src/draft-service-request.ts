import type { CodeableConcept, ServiceRequest } from '@medplum/fhirtypes';

export interface DraftServiceRequest {
  readonly patientId: string;
  readonly encounterId?: string | undefined;
  readonly code: CodeableConcept;
  /** Why it is ordered, as text of `reasonCode`. */
  readonly reason?: string | undefined;
}

/** A new order as a suggestion carries it: status `draft`, intent `order`, subject, code. No id: the client gives one. */
export function draftServiceRequest({ patientId, encounterId, code, reason }: DraftServiceRequest): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'order',
    code,
    subject: { reference: `Patient/${patientId}` },
    ...(encounterId ? { encounter: { reference: `Encounter/${encounterId}` } } : {}),
    ...(reason ? { reasonCode: [{ text: reason }] } : {}),
  };
}
