import { CardwrightError } from '@cardwright/cds-service';
import type { PatientWork, Wakes } from './patient-work.ts';
import { integer, text } from './row.ts';
import type { Row } from './row.ts';
import { workStates } from './store.ts';
import type { WorkState, WorkSummary } from './store.ts';

/** A row of `work` without the patient. */
export function readWorkRow(row: Row): PatientWork {
  const next: Wakes | undefined = row.next === null ? undefined : JSON.parse(text(row, 'next'));
  const { source: _, ...summary } = readWorkSummary(row);
  return {
    ...summary,
    dueAtMs: integer(row, 'due_at_ms'),
    abandoned: integer(row, 'abandoned'),
    ...(row.lease === null ? {} : { lease: text(row, 'lease') }),
    ...(next === undefined ? {} : { next }),
  };
}

/** What an operator sees of it. */
export function readWorkSummary(row: Row): WorkSummary {
  const services: readonly string[] = JSON.parse(text(row, 'services'));
  return {
    source: text(row, 'source'),
    state: stateOf(text(row, 'state')),
    services,
    attempts: integer(row, 'attempts'),
    wokenAtMs: integer(row, 'woken_at_ms'),
    ...(row.last_error === null ? {} : { lastError: text(row, 'last_error') }),
  };
}

/** Values of `state, services, woken_at_ms, due_at_ms, attempts, abandoned, lease, last_error, next`. */
export const workValues = ({
  state,
  services,
  wokenAtMs,
  dueAtMs,
  attempts,
  abandoned = 0,
  lease,
  lastError,
  next,
}: PatientWork) =>
  [
    state,
    JSON.stringify(services),
    wokenAtMs,
    dueAtMs,
    attempts,
    abandoned,
    lease ?? null,
    lastError ?? null,
    next === undefined ? null : JSON.stringify(next),
  ] as const;

function stateOf(name: string): WorkState {
  const state = workStates.find((one) => one === name);
  if (state === undefined)
    throw new CardwrightError('store-failed', 'the store holds a damaged row', { column: 'state' });
  return state;
}
