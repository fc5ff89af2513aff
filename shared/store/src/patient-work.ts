import type { WakeTiming, WorkState } from './store.ts';

/** What is remembered of the wakes of one patient. */
export interface Wakes {
  readonly services: readonly string[];
  /** When the first of them came. */
  readonly wokenAtMs: number;
  readonly dueAtMs: number;
}

/** Where the work of one patient stands; both databases keep it, and these functions alone change it. */
export interface PatientWork extends Wakes {
  readonly state: WorkState;
  /** Taken: when the lease ends. */
  readonly dueAtMs: number;
  readonly attempts: number;
  /** Taken: so many attempts before this one, in a row, never ended. */
  readonly abandoned?: number;
  /** Taken: by whom. */
  readonly lease?: string;
  readonly lastError?: string;
  /** What woke the patient while it was taken. */
  readonly next?: Wakes;
}

/** Woken: absent or given up it begins anew; waiting it waits for more; taken it is remembered. */
export function wakeWork(work: PatientWork | undefined, services: readonly string[], timing: WakeTiming): PatientWork {
  if (work === undefined || work.state === 'dead')
    return { ...wake(undefined, union(work?.services, services), timing), state: 'waiting', attempts: 0 };
  if (work.state === 'taken') return { ...work, next: wake(work.next, services, timing) };
  // Tried before, and its time has a reason: a source that is away must not be asked at every wake.
  if (work.attempts > 0) return { ...work, services: union(work.services, services) };
  return { ...work, ...wake(work, services, timing) };
}

/**
 * Under a lease that ends at `untilMs`. One that was taken and got lost takes with it what came meanwhile, and that attempt is counted
 * as abandoned and not as an attempt.
 */
export function takeWork(work: PatientWork, lease: string, untilMs: number): PatientWork {
  const { next, ...rest } = work;
  const services = union(work.services, next?.services);
  const counts =
    work.state === 'taken' ? { abandoned: (work.abandoned ?? 0) + 1 } : { attempts: work.attempts + 1, abandoned: 0 };
  return { ...rest, ...counts, services, state: 'taken', dueAtMs: untilMs, lease };
}

/** What is left when it is done: what came meanwhile, or nothing. */
export function completeWork({ next }: PatientWork): PatientWork | undefined {
  return next && { ...next, state: 'waiting', attempts: 0 };
}

/** Tried again at `retryAtMs`; given up without one, unless something came meanwhile. */
export function failWork(work: PatientWork, error: string, retryAtMs: number | undefined): PatientWork {
  const { wokenAtMs, attempts, next } = work;
  const services = union(work.services, next?.services);
  if (retryAtMs !== undefined)
    return { state: 'waiting', services, wokenAtMs, dueAtMs: retryAtMs, attempts, lastError: error };
  if (next !== undefined) return { ...next, services, state: 'waiting', attempts: 0, lastError: error };
  return { state: 'dead', services, wokenAtMs, dueAtMs: 0, attempts, lastError: error };
}

function wake(before: Wakes | undefined, services: readonly string[], timing: WakeTiming): Wakes {
  const { nowMs, debounceMs, maxWaitMs } = timing;
  // What waits for a time to come (`wakePatients` with a later `nowMs`) began no earlier than what comes before that time.
  const wokenAtMs = Math.min(before?.wokenAtMs ?? nowMs, nowMs);
  return {
    services: union(before?.services, services),
    wokenAtMs,
    dueAtMs: Math.min(wokenAtMs + maxWaitMs, nowMs + debounceMs),
  };
}

const union = (some: readonly string[] = [], others: readonly string[] = []): readonly string[] =>
  [...new Set([...some, ...others])].toSorted();
