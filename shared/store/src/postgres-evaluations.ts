import type { Evaluation } from '@cardwright/cds-service';
import type { PostgresConnection, Statement } from './postgres-connection.ts';
import { isOfOneRow } from './postgres-failed.ts';
import { bytes, text } from './row.ts';
import type { Row } from './row.ts';
import { readCardRow } from './sealed-rows.ts';
import type { SealedRecords } from './sealed-records.ts';
import { maxListRows } from './store.ts';
import type { IssuedCard, Store } from './store.ts';
import { TurnBatch } from './turn-batch.ts';

// One statement, hence one journey and one transaction, for all evaluations of a turn and their cards.
const insert: Statement = {
  name: 'record_evaluations',
  text: `WITH recorded AS (
      INSERT INTO evaluations (id, service, patient_index, as_of_ms, sealed)
      SELECT id, service, patient_index, as_of_ms, sealed
      FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bytea[])
        WITH ORDINALITY AS given (id, service, patient_index, as_of_ms, sealed, place) ORDER BY place)
    INSERT INTO cards (uuid, evaluation, service, patient_index, issued_at, sealed)
    SELECT uuid, evaluation, service, patient_index, issued_at, sealed
    FROM unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bytea[])
      WITH ORDINALITY AS given (uuid, evaluation, service, patient_index, issued_at, sealed, place) ORDER BY place`,
};
const read: Statement = { name: 'read_evaluation', text: 'SELECT id, sealed FROM evaluations WHERE id = $1' };
const list: Statement = {
  text: `SELECT id, sealed FROM evaluations
    WHERE ($1::text IS NULL OR service = $1) AND ($2::text IS NULL OR patient_index = $2) ORDER BY seq DESC LIMIT $3`,
};
const readCard: Statement = { name: 'read_card', text: 'SELECT * FROM cards WHERE uuid = $1' };

interface Recorded {
  readonly evaluation: Pick<Evaluation, 'id' | 'service' | 'patient' | 'asOf'>;
  /** As it was at the call. */
  readonly body: string;
  readonly cards: readonly IssuedCard[];
}

type EvaluationMethods = 'recordEvaluation' | 'readEvaluation' | 'listEvaluations' | 'readCard';

/** The part of the store that is written on the hot path of door 1. */
export function postgresEvaluations(
  fast: PostgresConnection,
  records: SealedRecords,
): Pick<Store, EvaluationMethods | 'close'> {
  const batch = new TurnBatch<Recorded, true>({
    write: async (all) => {
      await fast.run(insert, [...evaluationColumns(records, all), ...cardColumns(records, all)]);
      return all.map(() => true);
    },
    isOfOneItem: isOfOneRow,
  });
  const readBody = (row: Row) => records.evaluation.open(text(row, 'id'), bytes(row, 'sealed'));
  return {
    async recordEvaluation(evaluation, issuedCards) {
      const { id, service, patient, asOf } = evaluation;
      const plain = { id, service, patient, asOf };
      await batch.add({ evaluation: plain, body: JSON.stringify(evaluation), cards: [...issuedCards] });
    },
    async readEvaluation(id) {
      const [row] = await fast.run(read, [storable(id)]);
      return row && readBody(row);
    },
    async listEvaluations({ service, patient, limit }) {
      const index = patient === undefined ? undefined : records.patientIndex(patient);
      return (await fast.run(list, [service, index, Math.max(0, Math.min(limit, maxListRows))])).map(readBody);
    },
    async readCard(uuid) {
      const [row] = await fast.run(readCard, [storable(uuid)]);
      return row && readCardRow(records, row);
    },
    close: () => batch.close(),
  };
}

/** A name that a client sent, as it can be looked for: PostgreSQL's text knows no U+0000, so nothing is stored under such a one. */
export const storable = (name: string): string | undefined => (name.includes('\0') ? undefined : name);

function evaluationColumns(records: SealedRecords, all: readonly Recorded[]): readonly unknown[] {
  return [
    all.map(({ evaluation }) => evaluation.id),
    all.map(({ evaluation }) => evaluation.service),
    all.map(({ evaluation }) => records.patientIndex(evaluation.patient)),
    // An instant that cannot be read is older than every limit of retention.
    all.map(({ evaluation }) => Date.parse(evaluation.asOf) || 0),
    all.map(({ evaluation, body }) => records.evaluation.seal(evaluation.id, body)),
  ];
}

function cardColumns(records: SealedRecords, all: readonly Recorded[]): readonly unknown[] {
  const cards = all.flatMap((one) => one.cards);
  return [
    cards.map(({ uuid }) => uuid),
    cards.map(({ evaluation }) => evaluation),
    cards.map(({ service }) => service),
    cards.map(({ patient }) => records.patientIndex(patient)),
    cards.map(({ issuedAt }) => issuedAt),
    cards.map(({ uuid, patient, hookInstance }) => records.card.seal(uuid, { patient, hookInstance })),
  ];
}
