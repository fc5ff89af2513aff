import type { DatabaseSync } from 'node:sqlite';
import { feedbackHash } from './feedback-hash.ts';
import { text } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { readFeedbackRow } from './sealed-rows.ts';
import type { FeedbackItem, FeedbackReceipt, Store } from './store.ts';
import { sqliteLastFeedback } from './sqlite-last-feedback.ts';
import type { TurnWriter } from './turn-writer.ts';

/** What clinicians did with the cards. */
export function sqliteFeedback(
  database: DatabaseSync,
  writer: TurnWriter,
  records: SealedRecords,
): Pick<Store, 'recordFeedback' | 'readFeedback' | 'readLastFeedback'> {
  const known = database.prepare('SELECT patient_index FROM cards WHERE uuid = ?');
  const insert = database.prepare(
    `INSERT INTO feedback (hash, service, card_index, patient_index, is_card_known, outcome, received_at_ms, sealed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
  );
  const read = database.prepare('SELECT * FROM feedback WHERE card_index = ? ORDER BY seq');
  const last = sqliteLastFeedback(database, records);
  const patientOf = (card: string) => {
    const row = known.get(card);
    return row && text(row, 'patient_index');
  };
  const insertItem = ({ service, card, outcome, outcomeTimestamp, receivedAt, body }: FeedbackItem, hash: string) => {
    const patient = patientOf(card);
    const secret = { card, ...(outcomeTimestamp === undefined ? {} : { outcomeTimestamp }), body: body ?? null };
    const time = Date.parse(receivedAt ?? outcomeTimestamp ?? '') || 0;
    const plain = [hash, service, records.cardIndex(card), patient ?? null, patient === undefined ? 0 : 1] as const;
    return insert.run(...plain, outcome, time, records.feedback.seal(hash, secret)).changes;
  };
  const store = (item: FeedbackItem): number => {
    const stored = Number(insertItem(item, records.feedbackIndex(feedbackHash(item))));
    if (stored > 0) last.note(item);
    return stored;
  };
  const storeAll = (items: readonly FeedbackItem[]): FeedbackReceipt => {
    const stored = items.reduce((sum, item) => sum + store(item), 0);
    const unknown = items.filter(({ card }) => patientOf(card) === undefined);
    return { stored, repeated: items.length - stored, unknownCards: [...new Set(unknown.map(({ card }) => card))] };
  };
  return {
    readLastFeedback: last.readLastFeedback,
    async recordFeedback(items) {
      return writer.write(() => storeAll(items));
    },
    async readFeedback(card) {
      return read.all(records.cardIndex(card)).map((row) => readFeedbackRow(records, row));
    },
  };
}
