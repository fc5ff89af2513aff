import { CardwrightError } from '@cardwright/cds-service';
import type { Host, Source } from '../../host.ts';
import { duePublished } from '../../published/published.ts';
import type { SweepReason } from '../../subscription-metrics.ts';
import { criteriaOf } from '../criteria-of.ts';
import { recheckBasis } from './recheck-basis.ts';
import { isResourceType } from './is-resource-type.ts';
import { sweepHistory } from './sweep-history.ts';
import { sweepQuery } from './sweep-query.ts';
import type { Lease } from './take-lease.ts';

/** One sweep ends after this long and goes on at the next turn. */
const sweepDeadlineMs = 10 * 60_000;

/** What a sweep came to. */
export interface SweepReport {
  readonly found: number;
  /** Changes that nothing had notified. */
  readonly missed: number;
  /** False: there is more; sweep again soon. */
  readonly isDone: boolean;
}

/**
 * Looks at the source for whatever was not notified: what changed by criteria, what was deleted, whose answer the clock changed, and patients
 * that were merged. The current state of a patient is evaluated once, however much was missed. Errors: those of the client and the store;
 * what was marked stays, and the next sweep goes on there.
 */
export async function sweepSource(
  host: Host,
  source: Source,
  lease: Lease,
  reason: SweepReason,
  stopped: AbortSignal,
): Promise<SweepReport> {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(sweepDeadlineMs)]);
  try {
    const report = await sweepAll(host, source, lease, signal);
    const { found, missed, isDone } = report;
    host.metrics.countSweep(source.id, reason, missed > 0 ? 'found' : 'clean', missed);
    const level = missed > 0 ? 'warn' : 'info';
    host.log[level]({ source: source.id, reason, found, missed, isDone }, 'swept');
    if (isDone) await lease.save({ sweptAtMs: host.now().getTime() });
    return report;
  } catch (error) {
    host.metrics.countSweep(source.id, reason, 'failed', 0);
    throw error;
  }
}

async function sweepAll(host: Host, source: Source, lease: Lease, signal: AbortSignal): Promise<SweepReport> {
  const wanted = criteriaOf(host, source);
  if (wanted.length === 0) return { found: 0, missed: 0, isDone: true };
  // Merges come as changes of a Patient, whatever the criteria.
  const queries = [...new Set([...wanted, 'Patient'])];
  await forgetOthers(lease, queries);
  let [found, missed, isDone] = [0, 0, true];
  const add = (part: { readonly found: number; readonly missed: number; readonly isDone?: boolean }): void => {
    found += part.found;
    missed += part.missed;
    isDone &&= part.isDone ?? true;
  };
  await eachInTurn([
    ...queries.map((query) => async () => add(await sweepQuery(host, source, lease, query, signal))),
    async () => {
      if (!(await sweepHistories(host, source, lease, wanted, signal, add)))
        add(await recheckBasis(host, source, lease, signal));
    },
    async () => wakeDue(host, source),
  ]);
  return { found, missed, isDone };
}

/**
 * What a source refuses it refuses at every sweep, and that must not keep the other steps from their turn; the first refusal is thrown in
 * the end. Whatever else fails, a lost lease among it, ends the sweep.
 */
async function eachInTurn(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const refusals: CardwrightError[] = [];
  for (const step of steps)
    await step().catch((error: unknown) => {
      if (!(error instanceof CardwrightError) || !refusalCodes.has(error.code)) throw error;
      refusals.push(error);
    });
  if (refusals[0] !== undefined) throw refusals[0];
}

const refusalCodes: ReadonlySet<string> = new Set(['fhir-refused', 'scope-not-granted', 'too-large']);

async function wakeDue({ store, now }: Host, source: Source): Promise<void> {
  const nowMs = now().getTime();
  const due = await duePublished(store, source.id, nowMs);
  if (due.length > 0) await store.wakePatients(due, { nowMs, debounceMs: 0, maxWaitMs: 0 });
}

/** False where the histories do not say all. */
async function sweepHistories(
  host: Host,
  source: Source,
  lease: Lease,
  queries: readonly string[],
  signal: AbortSignal,
  add: (part: { readonly found: number; readonly missed: number }) => void,
): Promise<boolean> {
  if (!source.capabilities.hasHistory) return false;
  const types = new Set(queries.map((query) => query.split('?', 1)[0] ?? ''));
  let isWhole = true;
  for (const type of types) {
    if (!isResourceType(type)) continue;
    const { found, missed, isDone } = await sweepHistory(host, source, lease, type, signal);
    add({ found, missed });
    isWhole &&= isDone;
  }
  return isWhole;
}

/** Searches that are asked no longer: should one come back, its mark would be too new for what it left out meanwhile. */
async function forgetOthers(lease: Lease, queries: readonly string[]): Promise<void> {
  const { marks } = lease.state();
  const kept = Object.fromEntries(Object.entries(marks).filter(([query]) => queries.includes(query)));
  if (Object.keys(kept).length < Object.keys(marks).length) await lease.save({ marks: kept });
}
