import type { SuspectRule } from '@cardwright/store';
import type { PumpOptions } from './create-pump.ts';

export interface HeldOptions<T> {
  /** Takes what is due, of suspects by the rule. */
  readonly take: (limit: number, suspects: SuspectRule) => Promise<readonly T[]>;
  readonly work: (item: T) => Promise<void>;
  /** Milliseconds that only grow. */
  readonly elapsedMs: () => number;
}

/** A queue for a pump, and what the pump has in hand of it. */
export interface HeldQueue<T> extends Pick<PumpOptions<T>, 'take' | 'work'> {
  readonly inHand: ReadonlySet<T>;
}

/**
 * Works on a suspect (an attempt at it never ended, because the process died of it or of what was beside it) with nothing beside it, so that
 * the next death is its own. When its turn has come nothing more is taken until the hand is empty; after it the others have a turn, for as
 * long as it took, before the next suspect: they wait for one at a time, and half of the time at most.
 */
export function holdSuspects<T extends { readonly abandoned: number }>({
  take,
  work,
  elapsedMs,
}: HeldOptions<T>): HeldQueue<T> {
  const inHand = new Set<T>();
  let othersUntilMs = -Infinity;
  return {
    inHand,
    take: async (limit) => {
      if (inHand.values().some(isSuspect)) return [];
      if (elapsedMs() <= othersUntilMs) {
        const others = await take(limit, 'passed');
        if (others.length > 0 || inHand.size > 0) return others;
      }
      return take(limit, inHand.size > 0 ? 'held' : 'alone');
    },
    work: async (item) => {
      inHand.add(item);
      const beganMs = elapsedMs();
      try {
        await work(item);
      } finally {
        inHand.delete(item);
        if (isSuspect(item)) othersUntilMs = 2 * elapsedMs() - beganMs;
      }
    },
  };
}

const isSuspect = ({ abandoned }: { readonly abandoned: number }): boolean => abandoned > 0;
