import type { DatabaseSync } from 'node:sqlite';
import type { Evaluation } from '@cardwright/cds-service';
import { text } from './row.ts';
import type { Row } from './row.ts';
import { maxListRows } from './store.ts';
import type { SqliteStore } from './sqlite-store.ts';
import type { EvaluationFilter, IssuedCard } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

/** An evaluation as it is stored: what it is looked up by, and all of it as JSON. */
export interface EvaluationRow {
  readonly id: string;
  readonly service: string;
  readonly patient: string;
  readonly body: string;
}

/** The row of an evaluation; the caller may go on with its object afterwards. */
export const rowOf = (evaluation: Evaluation): EvaluationRow => {
  const { id, service, patient } = evaluation;
  return { id, service, patient, body: JSON.stringify(evaluation) };
};

/** The part of the store that is written on the hot path of door 1. */
export function sqliteEvaluations(
  database: DatabaseSync,
  writer: TurnWriter,
): Pick<SqliteStore, 'recordRow' | 'readEvaluation' | 'listEvaluations' | 'readCard'> {
  const insert = database.prepare('INSERT INTO evaluations (id, service, patient, body) VALUES (?, ?, ?, ?)');
  const insertCard = database.prepare('INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?)');
  const read = database.prepare('SELECT body FROM evaluations WHERE id = ?');
  const card = database.prepare('SELECT * FROM cards WHERE uuid = ?');
  const writeCard = (c: IssuedCard) =>
    insertCard.run(c.uuid, c.evaluation, c.service, c.patient, c.hookInstance, c.issuedAt);
  return {
    async recordRow({ id, service, patient, body }, issuedCards) {
      await writer.write(() => {
        insert.run(id, service, patient, body);
        issuedCards.forEach(writeCard);
      });
    },
    async readEvaluation(id) {
      const row = read.get(id);
      return row && readBody(row);
    },
    async listEvaluations(filter) {
      const { sql, values } = listQuery(filter);
      return database
        .prepare(sql)
        .all(...values)
        .map(readBody);
    },
    async readCard(uuid) {
      const row = card.get(uuid);
      return row && readIssuedCard(row);
    },
  };
}

function listQuery({ service, patient, limit }: EvaluationFilter) {
  const filters = [
    ...(service === undefined ? [] : [{ sql: 'service = ?', value: service }]),
    ...(patient === undefined ? [] : [{ sql: 'patient = ?', value: patient }]),
  ];
  const where = filters.length ? `WHERE ${filters.map((filter) => filter.sql).join(' AND ')}` : '';
  const rows = Math.max(0, Math.min(limit, maxListRows));
  return {
    sql: `SELECT body FROM evaluations ${where} ORDER BY seq DESC LIMIT ?`,
    values: [...filters.map((filter) => filter.value), rows],
  };
}

function readBody(row: Row): Evaluation {
  // Not a door: this text was written by recordEvaluation from an Evaluation.
  const evaluation: Evaluation = JSON.parse(text(row, 'body'));
  return evaluation;
}

function readIssuedCard(row: Row): IssuedCard {
  return {
    uuid: text(row, 'uuid'),
    evaluation: text(row, 'evaluation'),
    service: text(row, 'service'),
    patient: text(row, 'patient'),
    hookInstance: text(row, 'hook_instance'),
    issuedAt: text(row, 'issued_at'),
  };
}
