import type { DatabaseSync } from 'node:sqlite';
import { CardwrightError } from '@cardwright/cds-service';
import { bytes, integer, text } from './row.ts';
import type { Row } from './row.ts';
import { eventStates } from './store.ts';
import type { EventState, Store, TakenEvent } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

/** Notifications between their arrival and their evaluation: door 2. */
export function sqliteInbox(
  database: DatabaseSync,
  writer: TurnWriter,
  leaseMs: number,
): Pick<Store, 'acceptEvent' | 'takeEvents' | 'completeEvent' | 'failEvent' | 'countEvents'> {
  const statements = prepareInbox(database);
  const oneRow = (changes: number | bigint) => {
    if (Number(changes) !== 1) throw new CardwrightError('store-failed', 'there is no such event in the inbox');
  };
  return {
    async acceptEvent({ source, key, receivedAtMs, body, attributes = {} }) {
      const insert = () =>
        statements.insert.run(source, key, receivedAtMs, body, JSON.stringify(attributes), receivedAtMs).changes;
      return Number(await writer.write(insert)) === 1 ? 'accepted' : 'duplicate';
    },
    async takeEvents(limit, nowMs) {
      const rows = await writer.write(() => statements.take.all(nowMs + leaseMs, nowMs, Math.max(0, limit)));
      // RETURNING gives rows in no promised order (https://www.sqlite.org/lang_returning.html §3).
      return rows.map(readEvent).toSorted((a, b) => a.id - b.id);
    },
    async completeEvent(id) {
      await writer.write(() => oneRow(statements.complete.run(id).changes));
    },
    async failEvent(id, error, retryAtMs) {
      const state: EventState = retryAtMs === undefined ? 'dead' : 'waiting';
      await writer.write(() => oneRow(statements.fail.run(state, retryAtMs ?? 0, error, id).changes));
    },
    async countEvents() {
      const counts = new Map(statements.count.all().map((row) => [text(row, 'state'), integer(row, 'events')]));
      const count = (state: EventState) => counts.get(state) ?? 0;
      return { waiting: count('waiting'), taken: count('taken'), done: count('done'), dead: count('dead') };
    },
  };
}

function prepareInbox(database: DatabaseSync) {
  const open = `state IN ('${eventStates[0]}', '${eventStates[1]}')`;
  return {
    insert: database.prepare(
      `INSERT INTO inbox (source, key, received_at_ms, body, attributes, due_at_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (source, key) DO NOTHING`,
    ),
    take: database.prepare(
      `UPDATE inbox SET state = 'taken', attempts = attempts + 1, due_at_ms = ?
       WHERE id IN (SELECT id FROM inbox WHERE ${open} AND due_at_ms <= ? ORDER BY due_at_ms, id LIMIT ?)
       RETURNING *`,
    ),
    complete: database.prepare(`UPDATE inbox SET state = 'done', last_error = NULL WHERE id = ?`),
    fail: database.prepare('UPDATE inbox SET state = ?, due_at_ms = ?, last_error = ? WHERE id = ?'),
    count: database.prepare('SELECT state, count(*) AS events FROM inbox GROUP BY state'),
  };
}

function readEvent(row: Row): TakenEvent {
  const attributes: Record<string, string> = JSON.parse(text(row, 'attributes'));
  return {
    id: integer(row, 'id'),
    source: text(row, 'source'),
    key: text(row, 'key'),
    receivedAtMs: integer(row, 'received_at_ms'),
    body: bytes(row, 'body'),
    attributes,
    attempts: integer(row, 'attempts'),
    ...(row.last_error === null ? {} : { lastError: text(row, 'last_error') }),
  };
}
