import { feedbackHash } from './feedback-hash.ts';
import type { PostgresConnection, Statement } from './postgres-connection.ts';
import { storable } from './postgres-evaluations.ts';
import { integer, text } from './row.ts';
import { readFeedbackRow } from './sealed-rows.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { FeedbackItem, FeedbackReceipt, Store } from './store.ts';

// One statement: the items, and what was last said of a service's card for each patient. Gives which items are of issued cards,
// and how many were stored.
const insert: Statement = {
  name: 'record_feedback',
  text: `WITH given AS MATERIALIZED (
      SELECT items.*, cards.service AS card_service, cards.patient_index, cards.evaluation
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::bytea[])
        WITH ORDINALITY
        AS items (hash, service, uuid, card_index, outcome, received_at_ms, received_at, sealed, place)
        LEFT JOIN cards USING (uuid)
    ), stored AS (
      INSERT INTO feedback (hash, service, card_index, patient_index, is_card_known, outcome, received_at_ms, sealed)
      SELECT hash, service, card_index, patient_index, (patient_index IS NOT NULL)::integer, outcome, received_at_ms, sealed
      FROM given ORDER BY place ON CONFLICT (hash) DO NOTHING RETURNING hash
    ), noted AS (
      INSERT INTO last_feedback (service, patient_index, evaluation, outcome, at)
      SELECT DISTINCT ON (service, patient_index) service, patient_index, evaluation, outcome, received_at
      FROM given JOIN stored USING (hash) WHERE card_service = service AND received_at IS NOT NULL
      ORDER BY service, patient_index, place DESC
      ON CONFLICT (service, patient_index) DO UPDATE SET
        evaluation = excluded.evaluation, outcome = excluded.outcome, at = excluded.at
    )
    SELECT (SELECT count(*) FROM stored) AS stored, hash FROM given WHERE patient_index IS NOT NULL
    UNION ALL SELECT (SELECT count(*) FROM stored), ''`,
};
const read: Statement = { name: 'read_feedback', text: 'SELECT * FROM feedback WHERE card_index = $1 ORDER BY seq' };
const readLast: Statement = {
  name: 'read_last_feedback',
  text: 'SELECT evaluation, outcome, at FROM last_feedback WHERE service = $1 AND patient_index = $2',
};

/** What clinicians did with the cards. */
export function postgresFeedback(
  durable: PostgresConnection,
  records: SealedRecords,
): Pick<Store, 'recordFeedback' | 'readFeedback' | 'readLastFeedback'> {
  return {
    recordFeedback: (items) => storeAll(durable, records, items),
    async readFeedback(card) {
      const rows = await durable.run(read, [records.cardIndex(card)]);
      return rows.map((row) => readFeedbackRow(records, row));
    },
    async readLastFeedback(service, patient) {
      const [row] = await durable.run(readLast, [service, records.patientIndex(patient)]);
      return row && { evaluation: text(row, 'evaluation'), outcome: text(row, 'outcome'), at: text(row, 'at') };
    },
  };
}

async function storeAll(
  durable: PostgresConnection,
  records: SealedRecords,
  items: readonly FeedbackItem[],
): Promise<FeedbackReceipt> {
  if (items.length === 0) return { stored: 0, repeated: 0, unknownCards: [] };
  const hashes = items.map((item) => records.feedbackIndex(feedbackHash(item)));
  const given = items.flatMap((item, index) => (hashes.indexOf(hashes[index] ?? '') === index ? [item] : []));
  const rows = await durable.run(insert, feedbackColumns(records, given));
  const known = new Set(rows.map((row) => text(row, 'hash')));
  const stored = rows[0] === undefined ? 0 : integer(rows[0], 'stored');
  const unknown = items.filter((_, index) => !known.has(hashes[index] ?? ''));
  return { stored, repeated: items.length - stored, unknownCards: [...new Set(unknown.map(({ card }) => card))] };
}

function feedbackColumns(records: SealedRecords, items: readonly FeedbackItem[]): readonly unknown[] {
  const hashes = items.map((item) => records.feedbackIndex(feedbackHash(item)));
  return [
    hashes,
    items.map(({ service }) => service),
    items.map(({ card }) => storable(card)),
    items.map(({ card }) => records.cardIndex(card)),
    items.map(({ outcome }) => outcome),
    items.map(({ receivedAt, outcomeTimestamp }) => Date.parse(receivedAt ?? outcomeTimestamp ?? '') || 0),
    items.map(({ receivedAt }) => receivedAt),
    items.map(({ card, outcomeTimestamp, body }, index) =>
      records.feedback.seal(hashes[index] ?? '', {
        card,
        ...(outcomeTimestamp === undefined ? {} : { outcomeTimestamp }),
        body: body ?? null,
      }),
    ),
  ];
}
