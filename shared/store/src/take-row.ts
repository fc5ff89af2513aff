import { randomUUID } from 'node:crypto';
import { failWork, takeWork } from './patient-work.ts';
import type { PatientWork } from './patient-work.ts';
import { bytes, text } from './row.ts';
import type { Row } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { storeFailed } from './store-failed.ts';
import type { TakenWork } from './store.ts';
import { readWorkRow } from './work-row.ts';

/**
 * A due row of `work` under a new lease. One whose patient does not open is given up with the code: it is not to hold up the others,
 * and an operator who has the key makes it due again.
 */
export function takeRow(
  records: SealedRecords,
  row: Row,
  untilMs: number,
): { readonly work: PatientWork; readonly taken?: TakenWork } {
  const lease = randomUUID();
  const work = takeWork(readWorkRow(row), lease, untilMs);
  const source = text(row, 'source');
  try {
    const patient = records.patient.open(`${source}/${text(row, 'patient_index')}`, bytes(row, 'sealed'));
    const { services, attempts, abandoned = 0, wokenAtMs } = work;
    return { work, taken: { source, patient, services, lease, attempts, abandoned, wokenAtMs } };
  } catch (error) {
    return { work: failWork(work, storeFailed(error).code, undefined) };
  }
}
