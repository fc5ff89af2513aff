import type { Subscription } from '@medplum/fhirtypes';
import type { DesiredSubscription } from './desired-subscriptions.ts';
import type { ManagedState } from './managed-state.ts';

/** One of our Subscriptions as it stands at the source. */
export interface FoundSubscription {
  readonly id: string;
  readonly identity: string;
  readonly status: string;
  readonly resource: Subscription;
}

/** What is to be done at a source. */
export type Step =
  | { readonly do: 'create'; readonly desired: DesiredSubscription }
  /** Write it anew under its id: what we want, the keys or the time of its end have changed, or it is not as we wrote it. */
  | {
      readonly do: 'update';
      readonly desired: DesiredSubscription;
      readonly found: FoundSubscription;
      readonly why: string;
    }
  /** It stopped: sweep, then ask for it again. */
  | { readonly do: 'reactivate'; readonly desired: DesiredSubscription; readonly found: FoundSubscription }
  /** It stopped, and it is not yet time to ask again. */
  | { readonly do: 'wait'; readonly desired: DesiredSubscription; readonly found: FoundSubscription }
  /** It stands and is as wanted. */
  | { readonly do: 'keep'; readonly desired: DesiredSubscription; readonly found: FoundSubscription }
  | { readonly do: 'remove'; readonly found: FoundSubscription }
  | { readonly do: 'forget'; readonly identity: string };

/** What a plan follows from. */
export interface Situation {
  readonly desired: readonly DesiredSubscription[];
  readonly found: readonly FoundSubscription[];
  readonly managed: ReadonlyMap<string, ManagedState>;
  /** Digest of what would be written for it now, without status and end. */
  readonly digestOf: (desired: DesiredSubscription) => string;
  readonly nowMs: number;
  readonly secretMaxAgeMs: number;
}

/** A handshake that takes longer has failed, whatever the status says. */
export const handshakeMs = 5 * 60_000;

/** What brings the source to what is wanted. Pure. Of several of one identity the oldest id stays, the others are removed. */
export function planReconciliation(situation: Situation): readonly Step[] {
  const { desired, found, managed } = situation;
  const steps: Step[] = [];
  const wanted = new Set(desired.map(({ identity }) => identity));
  for (const one of desired) {
    const [kept, ...others] = standing(one.identity, situation);
    steps.push(kept === undefined ? { do: 'create', desired: one } : stepFor(one, kept, situation));
    for (const other of others) steps.push({ do: 'remove', found: other });
  }
  for (const one of found) if (!wanted.has(one.identity)) steps.push({ do: 'remove', found: one });
  for (const identity of managed.keys()) if (!wanted.has(identity)) steps.push({ do: 'forget', identity });
  return steps;
}

/** The one that we know by its id first, then by id. */
function standing(identity: string, { found, managed }: Situation): readonly FoundSubscription[] {
  const known = managed.get(identity)?.id;
  return found
    .filter((one) => one.identity === identity)
    .toSorted((a, b) => Number(b.id === known) - Number(a.id === known) || (a.id < b.id ? -1 : 1));
}

function stepFor(desired: DesiredSubscription, found: FoundSubscription, situation: Situation): Step {
  const { managed, nowMs, digestOf, secretMaxAgeMs } = situation;
  const state = managed.get(desired.identity);
  const step = (why: string): Step => ({ do: 'update', desired, found, why });
  if (state === undefined) return step('its keys are not known');
  const { written } = state;
  if (written?.digest !== digestOf(desired)) return step('what is wanted has changed');
  if (nowMs - state.madeAtMs >= secretMaxAgeMs) return step('its keys are old');
  const hasStopped = found.status !== 'active' && found.status !== 'requested';
  const isStuck = found.status === 'requested' && nowMs - written.atMs >= handshakeMs;
  if (hasStopped || isStuck) return { do: nowMs >= (state.retryAtMs ?? 0) ? 'reactivate' : 'wait', desired, found };
  if (nowMs >= written.atMs + (written.endMs - written.atMs) / 2) return step('it would end');
  return { do: 'keep', desired, found };
}

/** 1, 2, 4 … minutes, at most an hour. */
export const reactivationBackoffMs = (failures: number): number =>
  Math.min(60_000 * 2 ** Math.max(failures - 1, 0), 3_600_000);
