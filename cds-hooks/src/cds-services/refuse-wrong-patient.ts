import { CardwrightError } from '@cardwright/cds-service';
import type { PatientRecord } from '@cardwright/fhir';

/**
 * Throws `wrong-patient` when the Patient that was supplied is somebody else than the patient of the call: nothing binds a
 * prefetch to its context, and one of the two is wrong. Another Patient beside the right one is left out and counted, like
 * any resource of another patient.
 */
export function refuseWrongPatient(record: PatientRecord): void {
  if (record.patient !== undefined) return;
  const isOther = record.refused.some(
    ({ reference, reason }) => reason === 'other-patient' && /^Patient(\/|$)/.test(reference),
  );
  if (isOther)
    throw new CardwrightError('wrong-patient', 'The Patient supplied is not the patient of context.patientId.');
}
