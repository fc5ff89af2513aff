import type { Coding, MedicationRequest } from '@medplum/fhirtypes';
import { conceptOf, ucumSystem } from './codes.ts';
import { demoClinicianReference } from './directory.ts';

/** An order: what, since when, in which state, and mg once a day. */
export interface MedicationFrame {
  readonly id: string;
  readonly subject: string;
  readonly authoredOn: string;
  readonly status: MedicationRequest['status'];
  readonly mgPerDay?: number;
}

/** A US Core-like MedicationRequest with a structured dose once a day, when there is one. */
export function buildMedicationRequest(frame: MedicationFrame, medication: Coding): MedicationRequest {
  const { id, subject, authoredOn, status, mgPerDay } = frame;
  return {
    resourceType: 'MedicationRequest',
    id,
    status,
    intent: 'order',
    medicationCodeableConcept: conceptOf(medication),
    subject: { reference: subject },
    authoredOn,
    requester: { reference: demoClinicianReference },
    ...(mgPerDay !== undefined && {
      dosageInstruction: [
        {
          text: `${mgPerDay} mg once a day`,
          timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
          doseAndRate: [{ doseQuantity: { value: mgPerDay, unit: 'mg', system: ucumSystem, code: 'mg' } }],
        },
      ],
    }),
  };
}
