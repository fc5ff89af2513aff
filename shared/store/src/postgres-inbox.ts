import { CardwrightError } from '@cardwright/cds-service';
import { countedAttempt, eventStateOf, readEventRow, readEventSummary, readTakenRows } from './event-row.ts';
import type { PostgresConnection, Run, Statement } from './postgres-connection.ts';
import { dueRows, dueValues } from './postgres-due.ts';
import { isOfOneRow } from './postgres-failed.ts';
import { text } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { maxListRows } from './store.ts';
import type { EventSettlement, EventState, InboxMethods, IncomingEvent, Store } from './store.ts';
import { TurnBatch } from './turn-batch.ts';

const stopped = `state IN ('dead', 'quarantined')`;

// Numbered in the order of arrival; inserted in the order of the keys, so that processes that are told the same at the same
// time never wait for each other in a circle.
const insert: Statement = {
  name: 'accept_events',
  text: `INSERT INTO inbox (seq, event_index, source, received_at_ms, due_at_ms, sealed, body_bytes)
    SELECT seq, event_index, source, received_at_ms, received_at_ms, sealed, body_bytes FROM (
      SELECT nextval(pg_get_serial_sequence('inbox', 'seq')) AS seq, given.*
      FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[], $5::integer[])
        AS given (event_index, source, received_at_ms, sealed, body_bytes)) AS numbered
    ORDER BY event_index ON CONFLICT (event_index) DO NOTHING RETURNING event_index`,
};
const take: Statement = {
  name: 'take_events',
  text: `UPDATE inbox SET state = 'taken', ${countedAttempt}, due_at_ms = $7
    WHERE seq IN (SELECT seq FROM (${dueRows('inbox')}) AS taken) RETURNING *`,
};
const complete: Statement = {
  name: 'complete_event',
  text: `UPDATE inbox SET state = 'done', last_error = NULL WHERE seq = $1 RETURNING seq`,
};
// What another worker has completed meanwhile stays so.
const stop: Statement = {
  name: 'stop_event',
  text: `UPDATE inbox SET
      state = CASE WHEN state = 'done' THEN state ELSE $2 END,
      due_at_ms = CASE WHEN state = 'done' THEN due_at_ms ELSE $3 END,
      last_error = CASE WHEN state = 'done' THEN last_error ELSE $4 END
    WHERE seq = $1 RETURNING seq`,
};
const read: Statement = { name: 'read_event', text: 'SELECT * FROM inbox WHERE seq = $1' };
const list: Statement = {
  text: `SELECT seq, source, state, received_at_ms, attempts, body_bytes, last_error FROM inbox
    WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR source = $2) ORDER BY seq DESC LIMIT $3`,
};
const requeue: Statement = {
  text: `UPDATE inbox SET state = 'waiting', attempts = 0, due_at_ms = $2, last_error = NULL
    WHERE seq = ANY($1::bigint[]) AND ${stopped} RETURNING seq`,
};
const discard: Statement = {
  text: `UPDATE inbox SET state = 'done', sealed = NULL, body_bytes = 0
    WHERE seq = ANY($1::bigint[]) AND ${stopped} RETURNING seq`,
};

export interface PostgresInboxOptions {
  readonly leaseMs: number;
  readonly records: SealedRecords;
  /** What settling writes besides, in the transaction that is open. */
  readonly settle: (run: Run, settlement: EventSettlement) => Promise<void>;
  /** Told after events were committed. */
  readonly onAccepted: () => void;
}

/** Notifications between their arrival and what they lead to, shared by the processes on this database. */
export function postgresInbox(
  durable: PostgresConnection,
  { leaseMs, records, settle, onAccepted }: PostgresInboxOptions,
): Pick<Store, InboxMethods | 'close'> {
  const batch = new TurnBatch<KeyedEvent, 'accepted' | 'duplicate'>({
    write: async (events) => {
      const answers = await acceptAll(durable.run, records, events);
      onAccepted();
      return answers;
    },
    isOfOneItem: isOfOneRow,
  });
  const stopEvent = (id: number, state: EventState, dueAtMs: number, error: string) =>
    oneRow(durable.run, stop, [id, state, dueAtMs, error]);
  return {
    acceptEvent: (event) => batch.add({ ...event, index: records.eventIndex(event.source, event.key) }),
    async takeEvents(limit, nowMs, share, suspects) {
      const rows = await durable.run(take, [...dueValues(limit, nowMs, share, suspects), nowMs + leaseMs]);
      // RETURNING promises no order.
      const { events, closed } = readTakenRows(records, rows);
      await Promise.all(closed.map(({ id, error }) => stopEvent(id, 'dead', 0, error)));
      return events;
    },
    completeEvent: (id) => oneRow(durable.run, complete, [id]),
    failEvent: (id, error, retryAtMs) =>
      stopEvent(id, retryAtMs === undefined ? 'dead' : 'waiting', retryAtMs ?? 0, error),
    quarantineEvent: (id, error) => stopEvent(id, 'quarantined', 0, error),
    settleEvent: (id, settlement) =>
      durable.transact(async (run) => {
        await oneRow(run, complete, [id]);
        await settle(run, settlement);
      }),
    async listEvents({ state, source, limit }) {
      const rows = await durable.run(list, [state, source, Math.max(0, Math.min(limit, maxListRows))]);
      return rows.map(readEventSummary);
    },
    async readEvent(id) {
      const [row] = await durable.run(read, [id]);
      return row && { ...readEventRow(records, row), state: eventStateOf(row) };
    },
    requeueEvents: async (ids, nowMs) => (await durable.run(requeue, [ids, nowMs])).length,
    discardEvents: async (ids) => (await durable.run(discard, [ids])).length,
    close: () => batch.close(),
  };
}

interface KeyedEvent extends IncomingEvent {
  readonly index: string;
}

async function acceptAll(
  run: Run,
  records: SealedRecords,
  events: readonly KeyedEvent[],
): Promise<readonly ('accepted' | 'duplicate')[]> {
  const first = new Map(events.toReversed().map((event) => [event.index, event]));
  const given = events.filter((event) => first.get(event.index) === event);
  const rows = await run(insert, [
    given.map(({ index }) => index),
    given.map(({ source }) => source),
    given.map(({ receivedAtMs }) => receivedAtMs),
    given.map(({ index, key, body, attributes = {} }) => records.event.seal(index, { key, body, attributes })),
    given.map(({ body }) => body.byteLength),
  ]);
  const accepted = new Set(rows.map((row) => text(row, 'event_index')));
  return events.map((event) =>
    accepted.has(event.index) && first.get(event.index) === event ? 'accepted' : 'duplicate',
  );
}

async function oneRow(run: Run, statement: Statement, values: readonly unknown[]): Promise<void> {
  const [row] = await run(statement, values);
  if (row === undefined) throw new CardwrightError('store-failed', 'there is no such event in the inbox');
}
