import type { DatabaseSync } from 'node:sqlite';
import { recordOf } from './record-of.ts';
import { bytes, integer, text } from './row.ts';
import type { Row } from './row.ts';
import type { Sealer } from './seal.ts';
import type { SqliteStore } from './sqlite-store.ts';
import { exportedTables, maxPurgedRows } from './store.ts';
import type { ExportedTable } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

/** What goes with time, and what is sealed anew. */
export function sqliteUpkeep(
  database: DatabaseSync,
  writer: TurnWriter,
  sealer: Sealer,
): Pick<SqliteStore, 'purge' | 'reseal'> {
  const statements = preparePurge(database);
  const resealTable = resealer(database, sealer);
  return {
    purge: ({ evaluationsBeforeMs, feedbackBeforeMs, eventBodiesBeforeMs, eventsBeforeMs, nowMs }) =>
      writer.write(() => ({
        evaluations: statements.evaluations(evaluationsBeforeMs),
        feedback: statements.feedback(feedbackBeforeMs),
        eventBodies: statements.eventBodies(eventBodiesBeforeMs),
        events: statements.events(eventsBeforeMs),
        requests: statements.requests(nowMs),
      })),
    reseal: (limit) =>
      writer.write(() => exportedTables.reduce((done, table) => done + resealTable(table, limit - done), 0)),
  };
}

/**
 * Each call begins where the last one on the table ended, and a table is over when a look from its beginning finds nothing: what is
 * done would else be read again at every call.
 */
function resealer(database: DatabaseSync, sealer: Sealer) {
  const ends = new Map<ExportedTable, number>();
  const prefix = sealer.newestPrefix;
  const resealOne = (table: ExportedTable, row: Row) => {
    const [seq, record] = [integer(row, 'seq'), text(row, 'record')];
    const sealed = sealer.seal(table, record, sealer.open(table, record, bytes(row, 'sealed')));
    database.prepare(`UPDATE ${table} SET sealed = ? WHERE seq = ?`).run(sealed, seq);
    ends.set(table, seq);
  };
  const page = (table: ExportedTable, after: number, limit: number): number => {
    const rows = database
      .prepare(
        `SELECT seq, ${recordOf[table]} AS record, sealed FROM ${table}
         WHERE seq > ? AND sealed IS NOT NULL AND substr(sealed, 1, ${prefix.length}) <> ? ORDER BY seq LIMIT ?`,
      )
      .all(after, prefix, limit);
    rows.forEach((row) => resealOne(table, row));
    return rows.length;
  };
  return (table: ExportedTable, limit: number): number => {
    if (limit <= 0) return 0;
    const after = ends.get(table) ?? 0;
    const found = page(table, after, limit);
    return found > 0 || after === 0 ? found : page(table, 0, limit);
  };
}

function preparePurge(database: DatabaseSync) {
  const remove = (table: string, where: string) => {
    const rows = `SELECT seq FROM ${table} WHERE ${where} LIMIT ${maxPurgedRows}`;
    const statement = database.prepare(`DELETE FROM ${table} WHERE seq IN (${rows})`);
    return (beforeMs: number) => Number(statement.run(beforeMs).changes);
  };
  const evaluations = database.prepare(
    `DELETE FROM evaluations WHERE seq IN (SELECT seq FROM evaluations WHERE as_of_ms < ? LIMIT ${maxPurgedRows}) RETURNING id`,
  );
  const ofEvaluation = ['cards', 'retained_requests'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE evaluation = ?`),
  );
  const [feedback, events, requests] = [
    remove('feedback', 'received_at_ms < ?'),
    remove('inbox', `state = 'done' AND received_at_ms < ?`),
    remove('retained_requests', 'expires_at_ms <= ?'),
  ];
  const lastFeedback = database.prepare('DELETE FROM last_feedback WHERE at < ?');
  const bodies = database.prepare(
    `UPDATE inbox SET sealed = NULL, body_bytes = 0 WHERE seq IN (
       SELECT seq FROM inbox WHERE state = 'done' AND sealed IS NOT NULL AND received_at_ms < ? LIMIT ${maxPurgedRows})`,
  );
  type Purge = (beforeMs: number | undefined) => number;
  const when =
    (purge: (beforeMs: number) => number): Purge =>
    (beforeMs) =>
      beforeMs === undefined ? 0 : purge(beforeMs);
  return {
    evaluations: when((beforeMs) => {
      const ids = evaluations.all(beforeMs).map((row) => text(row, 'id'));
      ids.forEach((id) => ofEvaluation.forEach((statement) => statement.run(id)));
      return ids.length;
    }),
    feedback: when((beforeMs) => {
      lastFeedback.run(new Date(beforeMs).toISOString());
      return feedback(beforeMs);
    }),
    eventBodies: when((beforeMs) => Number(bodies.run(beforeMs).changes)),
    events: when(events),
    requests: when(requests),
  };
}
