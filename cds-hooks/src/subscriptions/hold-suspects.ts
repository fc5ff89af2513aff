import type { SuspectRule } from '@cardwright/store';
import type { PumpOptions } from './create-pump.ts';

export interface HeldOptions<T> {
  /** Takes what is due, of suspects by the rule. */
  readonly take: (limit: number, suspects: SuspectRule) => Promise<readonly T[]>;
  readonly work: (item: T) => Promise<void>;
}

/** A queue for a pump, and what the pump has in hand of it. */
export interface HeldQueue<T> extends Pick<PumpOptions<T>, 'take' | 'work'> {
  readonly inHand: ReadonlySet<T>;
}

/**
 * Works on a suspect (an attempt at it never ended, because the process died of it or of what was beside it) with nothing beside it, so that
 * the next death is its own. When its turn has come nothing more is taken until the hand is empty; after it the others have a turn before
 * the next suspect, so that they wait for one at a time.
 */
export function holdSuspects<T extends { readonly abandoned: number }>({ take, work }: HeldOptions<T>): HeldQueue<T> {
  const inHand = new Set<T>();
  let isOthersTurn = false;
  const takeOthers = async (limit: number): Promise<readonly T[]> => {
    if (!isOthersTurn) return [];
    isOthersTurn = false;
    return take(limit, 'passed');
  };
  return {
    inHand,
    take: async (limit) => {
      if (inHand.values().some(isSuspect)) return [];
      if (inHand.size > 0) return take(limit, 'held');
      const others = await takeOthers(limit);
      return others.length > 0 ? others : take(limit, 'alone');
    },
    work: async (item) => {
      inHand.add(item);
      try {
        await work(item);
      } finally {
        inHand.delete(item);
        isOthersTurn = isSuspect(item);
      }
    },
  };
}

const isSuspect = ({ abandoned }: { readonly abandoned: number }): boolean => abandoned > 0;
