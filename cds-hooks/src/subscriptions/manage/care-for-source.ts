import type { PatientWake } from '@cardwright/store';
import type { Host, Source } from '../../host.ts';
import type { SweepReason } from '../../subscription-metrics.ts';
import type { HeardState } from '../sweep/heard-state.ts';
import { newestAsk } from '../sweep/ask-sweep.ts';
import { judgeHeard } from '../sweep/judge-heard.ts';
import { closeGap } from '../sweep/observe-heard.ts';
import { overdueAdvice } from '../sweep/overdue-advice.ts';
import { readMissing } from '../sweep/read-missing.ts';
import { sweepSource } from '../sweep/sweep-source.ts';
import type { Lease } from '../sweep/take-lease.ts';
import { listHeard, writeHeard } from '../sweep/write-heard.ts';
import { askStatus } from './ask-status.ts';
import { reactivate, reconcileSource, type Reconciled, type StoppedSubscription } from './reconcile-source.ts';

/** Our Subscriptions are compared with what is wanted this often. */
const reconcileMs = 60_000;

/** So many patients are woken at a turn for what services publish no more: so many at most stand before one who is notified. */
const overdueAtOnce = 100;

/** What one process remembers of its care for a source between two turns. */
export interface CareMemory {
  /** Why the next turn is to sweep. */
  readonly wanted: Set<SweepReason>;
  reconciledAtMs?: number;
  /** What `$status` said of Subscriptions since that was last looked at. */
  readonly said: Map<string, string>;
  /** Patients who are still to be woken because of what services publish no more, or again, and the services that were served then. */
  overdue?: { readonly of: Host['services']; readonly left: readonly PatientWake[] };
  /** Ids of our Subscriptions that stood when that was last looked at. */
  standing: readonly string[];
}

/** One turn of care. */
export interface Turn {
  readonly host: Host;
  readonly source: Source;
  readonly lease: Lease;
  readonly memory: CareMemory;
  readonly newSecret: () => string;
  readonly signal: AbortSignal;
  /** From when on silence counts, where nothing was ever heard: epoch milliseconds. */
  readonly sinceMs: number;
}

/**
 * One turn: what services publish no more is found, what came is judged, our Subscriptions are brought to what is wanted, what may have been lost is asked for or swept, and what
 * stopped is reactivated after that, and swept once more. `listen` connects where notifications do not come by themselves. Errors: those of the client and the store; what was wanted is wanted still.
 */
export async function careForSource(turn: Turn, listen: () => Promise<void>): Promise<void> {
  const { host, source, lease, memory } = turn;
  const { wanted } = memory;
  await wakeOverdue(turn);
  await judgeAll(turn);
  const nowMs = host.now().getTime();
  const { sweptAtMs, askMet = 0 } = lease.state();
  if ((await newestAsk(host.store, source.id)) > askMet) wanted.add('operator');
  if (sweptAtMs !== undefined && nowMs - sweptAtMs >= source.sweepMinutes * 60_000) wanted.add('schedule');
  const { stopped } = await reconcile(turn);
  if (stopped.length > 0) wanted.add('reactivation');
  // Where nobody has to be asked again, what is listened to from here on need not be swept.
  if (stopped.length === 0) await listen();
  try {
    await sweep(turn);
  } finally {
    // Also where a search is refused: what is not swept now stays wanted, what is not notified would be lost besides.
    for (const one of stopped) await reactivate(host, source, one, turn);
  }
  // What changed between the sweep and the reactivation was told to nobody.
  if (stopped.length > 0) {
    await listen();
    wanted.add('reactivation');
    await sweep(turn);
  }
}

/**
 * At start, whenever other services are served than before, and after each sweep: processes may have been of two minds, and what was
 * given up is to be tried again. Whatever is found is woken a part at each turn; a crash finds again what was not withdrawn.
 */
async function wakeOverdue({ host, source, memory }: Turn): Promise<void> {
  const { services: of, store } = host;
  if (memory.overdue?.of !== of) {
    const left = await overdueAdvice(host, source);
    memory.overdue = { of, left };
    if (left.length > 0) host.log.warn({ source: source.id, count: left.length }, 'advice to be withdrawn or renewed');
  }
  const { left } = memory.overdue;
  if (left.length === 0) return;
  const timing = { nowMs: host.now().getTime(), debounceMs: 0, maxWaitMs: 0 };
  await store.wakePatients(left.slice(0, overdueAtOnce), timing);
  memory.overdue = { of, left: left.slice(overdueAtOnce) };
}

const nothingStands: Reconciled = { standing: [], stopped: [] };

async function reconcile(turn: Turn): Promise<{ readonly stopped: readonly StoppedSubscription[] }> {
  const { host, source, memory } = turn;
  const nowMs = host.now().getTime();
  const isDue = memory.reconciledAtMs === undefined || nowMs - memory.reconciledAtMs >= reconcileMs;
  const isAsked = memory.wanted.has('silence') || memory.wanted.has('operator');
  if (!source.manage || (!isDue && !isAsked)) return nothingStands;
  const reconciled = await reconcileSource(host, source, { ...turn, said: memory.said });
  memory.said.clear();
  memory.reconciledAtMs = nowMs;
  memory.standing = reconciled.standing;
  return reconciled;
}

/** Gaps and silences, of each subscription that was heard of. */
async function judgeAll(turn: Turn): Promise<void> {
  const { host, source, memory, signal } = turn;
  const nowMs = host.now().getTime();
  const all = await listHeard(host.store, source.id);
  tellSilence(
    turn,
    all.map(({ state }) => state),
    nowMs,
  );
  for (const { subscription, state } of all) {
    const judged = judgeHeard(state, source.capabilities, nowMs);
    if (judged === undefined) continue;
    if (judged.need === 'events') {
      host.metrics.countGap(source.id);
      const isWhole = await readMissing(host, source, { subscription, ...judged }, signal);
      host.log.warn({ source: source.id, subscription, isWhole }, 'events did not come');
      if (!isWhole) memory.wanted.add('gap');
      continue;
    }
    if (judged.reason === 'gap') host.metrics.countGap(source.id);
    if (judged.reason === 'silence') {
      const status = await askStatus(host, source, subscription, signal);
      if (status !== undefined) memory.said.set(subscription, status);
      await writeHeard(host.store, { source: source.id, subscription }, (before) =>
        before === undefined ? undefined : { ...before, checkedAtMs: nowMs },
      );
      host.log.warn({ source: source.id, subscription }, 'heartbeats do not come');
    }
    memory.wanted.add(judged.reason);
  }
}

/** Whatever the reason: a source that says nothing looks just like one where nothing happens. */
function tellSilence(turn: Turn, all: readonly HeardState[], nowMs: number): void {
  const { host, source, sinceMs } = turn;
  if (source.maxQuietMinutes === undefined) return;
  const heardAtMs = Math.max(sinceMs, ...all.map((state) => state.heardAtMs));
  const isSilent = nowMs - heardAtMs > source.maxQuietMinutes * 60_000;
  const wasSilent = host.traffic.silent().includes(source.id);
  host.traffic.tellSilent(source.id, isSilent);
  if (isSilent && !wasSilent) host.log.error({ source: source.id }, 'nothing comes from the source');
}

/** In this order the first is named where there are several. */
const reasons: readonly SweepReason[] = ['operator', 'start', 'reactivation', 'gap', 'silence', 'schedule'];

async function sweep({ host, source, lease, memory, signal }: Turn): Promise<void> {
  const reason = reasons.find((one) => memory.wanted.has(one));
  if (reason === undefined) return;
  const before = await listHeard(host.store, source.id);
  // What is asked for from here on is for the next sweep.
  const asked = await newestAsk(host.store, source.id);
  const { isDone } = await sweepSource(host, source, lease, reason, signal);
  if (!isDone) return;
  memory.wanted.clear();
  if (memory.overdue?.left.length === 0) delete memory.overdue;
  if (asked > (lease.state().askMet ?? 0)) await lease.save({ askMet: asked });
  // The change that a number stands for was made before the number was known: the sweep has seen it.
  for (const { subscription, state } of before) {
    if (state.gapSinceMs === undefined && state.needsSweep === undefined) continue;
    await writeHeard(host.store, { source: source.id, subscription }, (now) =>
      now === undefined || now.epoch !== state.epoch ? undefined : closeGap(now, state.highest),
    );
  }
}
