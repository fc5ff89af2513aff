import type { DatabaseSync } from 'node:sqlite';
import type { Evaluation } from '@cardwright/cds-service';
import { bytes, text } from './row.ts';
import type { Row } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { readCardRow } from './sealed-rows.ts';
import { maxListRows } from './store.ts';
import type { SqliteStore } from './sqlite-store.ts';
import type { EvaluationFilter, IssuedCard } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

/** An evaluation as it goes to the store's thread: what it is looked up by, and all of it as JSON. */
export interface EvaluationRow {
  readonly id: string;
  readonly service: string;
  readonly patient: string;
  readonly asOf: string;
  readonly body: string;
}

/** The row of an evaluation; the caller may go on with its object afterwards. */
export const rowOf = (evaluation: Evaluation): EvaluationRow => {
  const { id, service, patient, asOf } = evaluation;
  return { id, service, patient, asOf, body: JSON.stringify(evaluation) };
};

/** The part of the store that is written on the hot path of door 1. */
export function sqliteEvaluations(
  database: DatabaseSync,
  writer: TurnWriter,
  records: SealedRecords,
): Pick<SqliteStore, 'recordRow' | 'readEvaluation' | 'listEvaluations' | 'readCard'> {
  const insert = database.prepare(
    'INSERT INTO evaluations (id, service, patient_index, as_of_ms, sealed) VALUES (?, ?, ?, ?, ?)',
  );
  const insertCard = database.prepare(
    'INSERT INTO cards (uuid, evaluation, service, patient_index, issued_at, sealed) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const read = database.prepare('SELECT id, sealed FROM evaluations WHERE id = ?');
  const card = database.prepare('SELECT * FROM cards WHERE uuid = ?');
  const cardRow = ({ uuid, evaluation, service, patient, hookInstance, issuedAt }: IssuedCard) => {
    const sealed = records.card.seal(uuid, { patient, hookInstance });
    return [uuid, evaluation, service, records.patientIndex(patient), issuedAt, sealed] as const;
  };
  const readBody = (row: Row) => records.evaluation.open(text(row, 'id'), bytes(row, 'sealed'));
  return {
    async recordRow({ id, service, patient, asOf, body }, issuedCards) {
      const row = [
        id,
        service,
        records.patientIndex(patient),
        instantMs(asOf),
        records.evaluation.seal(id, body),
      ] as const;
      const cards = issuedCards.map(cardRow);
      await writer.write(() => {
        insert.run(...row);
        cards.forEach((values) => insertCard.run(...values));
      });
    },
    async readEvaluation(id) {
      const row = read.get(id);
      return row && readBody(row);
    },
    async listEvaluations({ patient, ...filter }) {
      const { sql, values } = listQuery(filter, patient === undefined ? undefined : records.patientIndex(patient));
      return database
        .prepare(sql)
        .all(...values)
        .map(readBody);
    },
    async readCard(uuid) {
      const row = card.get(uuid);
      return row && readCardRow(records, row);
    },
  };
}

/** An instant that cannot be read is older than every limit of retention. */
const instantMs = (instant: string): number => Date.parse(instant) || 0;

function listQuery({ service, limit }: EvaluationFilter, patientIndex: string | undefined) {
  const filters = [
    ...(service === undefined ? [] : [{ sql: 'service = ?', value: service }]),
    ...(patientIndex === undefined ? [] : [{ sql: 'patient_index = ?', value: patientIndex }]),
  ];
  const where = filters.length ? `WHERE ${filters.map((filter) => filter.sql).join(' AND ')}` : '';
  const rows = Math.max(0, Math.min(limit, maxListRows));
  return {
    sql: `SELECT id, sealed FROM evaluations ${where} ORDER BY seq DESC LIMIT ?`,
    values: [...filters.map((filter) => filter.value), rows],
  };
}
