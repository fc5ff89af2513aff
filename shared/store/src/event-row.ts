import { CardwrightError } from '@cardwright/cds-service';
import { bytes, integer, text } from './row.ts';
import type { Row } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { storeFailed } from './store-failed.ts';
import { eventStates } from './store.ts';
import type { EventState, EventSummary, TakenEvent } from './store.ts';

/** What is left where the body is gone. */
const removed = { key: '', attributes: {}, body: new Uint8Array() };

/** A row of `inbox`, opened. */
export function readEventRow(records: SealedRecords, row: Row): TakenEvent {
  return {
    id: integer(row, 'seq'),
    source: text(row, 'source'),
    receivedAtMs: integer(row, 'received_at_ms'),
    ...(row.sealed === null ? removed : records.event.open(text(row, 'event_index'), bytes(row, 'sealed'))),
    attempts: integer(row, 'attempts'),
    abandoned: integer(row, 'abandoned'),
    ...lastErrorOf(row),
  };
}

/** Taken rows in the order of their arrival, and those that do not open: one such row is not to hold up the others. */
export function readTakenRows(records: SealedRecords, rows: readonly Row[]) {
  const events: TakenEvent[] = [];
  const closed: { readonly id: number; readonly error: string }[] = [];
  for (const row of rows) {
    try {
      events.push(readEventRow(records, row));
    } catch (error) {
      closed.push({ id: integer(row, 'seq'), error: storeFailed(error).code });
    }
  }
  return { events: events.toSorted((a, b) => a.id - b.id), closed };
}

/** A row of `inbox` without what is sealed. */
export function readEventSummary(row: Row): EventSummary {
  return {
    id: integer(row, 'seq'),
    source: text(row, 'source'),
    state: eventStateOf(row),
    receivedAtMs: integer(row, 'received_at_ms'),
    attempts: integer(row, 'attempts'),
    bodyBytes: integer(row, 'body_bytes'),
    ...lastErrorOf(row),
  };
}

/** SQL of either database that counts an attempt as it begins: the one before it, where it never ended, as abandoned. */
export const countedAttempt = `attempts = attempts + CASE WHEN state = 'taken' THEN 0 ELSE 1 END,
  abandoned = CASE WHEN state = 'taken' THEN abandoned + 1 ELSE 0 END`;

export function eventStateOf(row: Row): EventState {
  const name = text(row, 'state');
  const state = eventStates.find((one) => one === name);
  if (state === undefined)
    throw new CardwrightError('store-failed', 'the store holds a damaged row', { column: 'state' });
  return state;
}

const lastErrorOf = (row: Row) => (row.last_error === null ? {} : { lastError: text(row, 'last_error') });
