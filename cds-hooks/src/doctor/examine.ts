import type { FhirClient } from '@cardwright/fhir';
import type { DoctorReport } from './doctor-report.ts';
import { Examination } from './examination.ts';
import { readPatientAnswers, type ExaminedService } from './patient-answers.ts';

/** All queries about one patient may take this long. */
export const patientTimeoutMs = 60_000;

export interface ExamineOptions {
  readonly fhir: FhirClient;
  readonly services: readonly ExaminedService[];
  readonly patientIds: readonly string[];
  readonly now: () => Date;
  /** Of the site, at an instant. */
  readonly zoneOffsetMinutesAt: (instant: string) => number;
}

/** Asks a server for each patient what the services would ask, one patient after the other, and counts what comes. */
export async function examine(options: ExamineOptions): Promise<DoctorReport> {
  const { fhir, services, patientIds, now, zoneOffsetMinutesAt } = options;
  const examination = new Examination(services);
  for (const patientId of patientIds) {
    const asOf = now().toISOString();
    const zoneOffsetMinutes = zoneOffsetMinutesAt(asOf);
    const signal = AbortSignal.timeout(patientTimeoutMs);
    examination.add(await readPatientAnswers({ fhir, services, patientId, asOf, zoneOffsetMinutes, signal }));
  }
  return examination.report();
}
