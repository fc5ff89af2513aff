import type { DatabaseSync } from 'node:sqlite';
import { text } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { FeedbackItem, Store } from './store.ts';

/** Keeps the last feedback of a patient on a service beside the items, so that a call finds it by one key. */
export function sqliteLastFeedback(
  database: DatabaseSync,
  records: SealedRecords,
): Pick<Store, 'readLastFeedback'> & { readonly note: (item: FeedbackItem) => void } {
  const upsert = database.prepare(
    `INSERT INTO last_feedback (service, patient_index, evaluation, outcome, at)
     SELECT service, patient_index, evaluation, ?, ? FROM cards WHERE uuid = ? AND service = ?
     ON CONFLICT (service, patient_index) DO UPDATE SET
       evaluation = excluded.evaluation, outcome = excluded.outcome, at = excluded.at`,
  );
  const read = database.prepare(
    'SELECT evaluation, outcome, at FROM last_feedback WHERE service = ? AND patient_index = ?',
  );
  return {
    note: ({ card, service, outcome, receivedAt }) => {
      if (receivedAt !== undefined) upsert.run(outcome, receivedAt, card, service);
    },
    async readLastFeedback(service, patient) {
      const row = read.get(service, records.patientIndex(patient));
      return row && { evaluation: text(row, 'evaluation'), outcome: text(row, 'outcome'), at: text(row, 'at') };
    },
  };
}
