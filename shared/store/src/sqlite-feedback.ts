import type { DatabaseSync } from 'node:sqlite';
import { feedbackHash } from './feedback-hash.ts';
import { integer, text } from './row.ts';
import type { Row } from './row.ts';
import type { FeedbackItem, FeedbackReceipt, Store, StoredFeedback } from './store.ts';
import { sqliteLastFeedback } from './sqlite-last-feedback.ts';
import type { TurnWriter } from './turn-writer.ts';

/** What clinicians did with the cards. */
export function sqliteFeedback(
  database: DatabaseSync,
  writer: TurnWriter,
): Pick<Store, 'recordFeedback' | 'readFeedback' | 'readLastFeedback'> {
  const known = database.prepare('SELECT 1 FROM cards WHERE uuid = ?');
  const insert = database.prepare(
    `INSERT INTO feedback (hash, service, card, is_card_known, outcome, outcome_timestamp, body)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
  );
  const read = database.prepare('SELECT * FROM feedback WHERE card = ? ORDER BY seq');
  const isKnown = (item: FeedbackItem) => known.get(item.card) !== undefined;
  const last = sqliteLastFeedback(database);
  const insertItem = (item: FeedbackItem) =>
    insert.run(
      feedbackHash(item),
      item.service,
      item.card,
      isKnown(item) ? 1 : 0,
      item.outcome,
      item.outcomeTimestamp ?? null,
      JSON.stringify(item.body ?? null),
    ).changes;
  const store = (item: FeedbackItem): number => {
    const stored = Number(insertItem(item));
    if (stored > 0) last.note(item);
    return stored;
  };
  const storeAll = (items: readonly FeedbackItem[]): FeedbackReceipt => {
    const stored = items.reduce((sum, item) => sum + store(item), 0);
    const unknownCards = [...new Set(items.filter((item) => !isKnown(item)).map((item) => item.card))];
    return { stored, repeated: items.length - stored, unknownCards };
  };
  return {
    readLastFeedback: last.readLastFeedback,
    async recordFeedback(items) {
      return writer.write(() => storeAll(items));
    },
    async readFeedback(card) {
      return read.all(card).map(readItem);
    },
  };
}

function readItem(row: Row): StoredFeedback {
  const body: unknown = JSON.parse(text(row, 'body'));
  return {
    service: text(row, 'service'),
    card: text(row, 'card'),
    outcome: text(row, 'outcome'),
    ...(row.outcome_timestamp === null ? {} : { outcomeTimestamp: text(row, 'outcome_timestamp') }),
    body,
    isCardKnown: integer(row, 'is_card_known') === 1,
  };
}
