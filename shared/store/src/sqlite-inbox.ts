import type { DatabaseSync } from 'node:sqlite';
import { CardwrightError } from '@cardwright/cds-service';
import { countedAttempt, eventStateOf, readEventRow, readEventSummary, readTakenRows } from './event-row.ts';
import { integer } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { sqliteDue } from './sqlite-due.ts';
import type { SqliteStore } from './sqlite-store.ts';
import { maxListRows } from './store.ts';
import type { EventFilter, EventSettlement, EventState, InboxMethods } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

export interface InboxOptions {
  readonly leaseMs: number;
  readonly records: SealedRecords;
  /** What settling writes besides, in the transaction that is open. */
  readonly settle: (settlement: EventSettlement) => void;
}

/** Notifications between their arrival and what they lead to: door 2. */
export function sqliteInbox(
  database: DatabaseSync,
  writer: TurnWriter,
  { leaseMs, records, settle }: InboxOptions,
): Pick<SqliteStore, InboxMethods> {
  const statements = prepareInbox(database);
  const readDue = sqliteDue(database, 'inbox');
  const there = (id: number) => {
    if (statements.read.get(id) === undefined)
      throw new CardwrightError('store-failed', 'there is no such event in the inbox');
  };
  const complete = (id: number) => {
    there(id);
    statements.complete.run(id);
  };
  /** What another worker has completed meanwhile stays so. */
  const stop = (id: number, state: EventState, dueAtMs: number, error: string) =>
    writer.write(() => {
      there(id);
      statements.stop.run(state, dueAtMs, error, id);
    });
  const each = (ids: readonly number[], change: (id: number) => number | bigint) =>
    writer.write(() => ids.reduce((sum, id) => sum + Number(change(id)), 0));
  return {
    async acceptEvent({ source, key, receivedAtMs, body, attributes = {} }) {
      const event = records.eventIndex(source, key);
      const sealed = records.event.seal(event, { key, attributes, body });
      const insert = () =>
        statements.insert.run(source, event, receivedAtMs, body.byteLength, receivedAtMs, sealed).changes;
      return Number(await writer.write(insert)) === 1 ? 'accepted' : 'duplicate';
    },
    async takeEvents(limit, nowMs, share, suspects) {
      const rows = await writer.write(() => {
        const due = readDue(limit, nowMs, share, suspects).map((row) => integer(row, 'seq'));
        return statements.take.all(nowMs + leaseMs, JSON.stringify(due));
      });
      // RETURNING gives rows in no promised order (https://www.sqlite.org/lang_returning.html §3).
      const { events, closed } = readTakenRows(records, rows);
      await Promise.all(closed.map(({ id, error }) => stop(id, 'dead', 0, error)));
      return events;
    },
    completeEvent: (id) => writer.write(() => complete(id)),
    failEvent: (id, error, retryAtMs) => stop(id, retryAtMs === undefined ? 'dead' : 'waiting', retryAtMs ?? 0, error),
    quarantineEvent: (id, error) => stop(id, 'quarantined', 0, error),
    settleEvent: (id, settlement) =>
      writer.write(() => {
        complete(id);
        settle(settlement);
      }),
    async listEvents(filter) {
      const { sql, values } = listQuery(filter);
      return database
        .prepare(sql)
        .all(...values)
        .map(readEventSummary);
    },
    async readEvent(id) {
      const row = statements.read.get(id);
      return row && { ...readEventRow(records, row), state: eventStateOf(row) };
    },
    requeueEvents: (ids, nowMs) => each(ids, (id) => statements.requeue.run(nowMs, id).changes),
    discardEvents: (ids) => each(ids, (id) => statements.discard.run(id).changes),
  };
}

function prepareInbox(database: DatabaseSync) {
  const stopped = `state IN ('dead', 'quarantined')`;
  return {
    insert: database.prepare(
      `INSERT INTO inbox (source, event_index, received_at_ms, body_bytes, due_at_ms, sealed) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (event_index) DO NOTHING`,
    ),
    take: database.prepare(
      `UPDATE inbox SET state = 'taken', ${countedAttempt}, due_at_ms = ?
       WHERE seq IN (SELECT value FROM json_each(?)) RETURNING *`,
    ),
    complete: database.prepare(`UPDATE inbox SET state = 'done', last_error = NULL WHERE seq = ?`),
    stop: database.prepare(
      `UPDATE inbox SET state = ?, due_at_ms = ?, last_error = ? WHERE seq = ? AND state <> 'done'`,
    ),
    read: database.prepare('SELECT * FROM inbox WHERE seq = ?'),
    requeue: database.prepare(
      `UPDATE inbox SET state = 'waiting', attempts = 0, due_at_ms = ?, last_error = NULL WHERE seq = ? AND ${stopped}`,
    ),
    discard: database.prepare(
      `UPDATE inbox SET state = 'done', sealed = NULL, body_bytes = 0 WHERE seq = ? AND ${stopped}`,
    ),
  };
}

function listQuery({ state, source, limit }: EventFilter) {
  const filters = [
    ...(state === undefined ? [] : [{ sql: 'state = ?', value: state }]),
    ...(source === undefined ? [] : [{ sql: 'source = ?', value: source }]),
  ];
  const where = filters.length ? `WHERE ${filters.map((filter) => filter.sql).join(' AND ')}` : '';
  return {
    sql: `SELECT seq, source, state, received_at_ms, attempts, body_bytes, last_error FROM inbox ${where} ORDER BY seq DESC LIMIT ?`,
    values: [...filters.map((filter) => filter.value), Math.max(0, Math.min(limit, maxListRows))],
  };
}
