import type { SourceShare } from '@cardwright/store';

/** Which sources hold the places of a pump. */
export interface Shares {
  /** What may be taken now; `undefined`: whatever is due. */
  readonly now: () => SourceShare | undefined;
  /** Does the work in a place of the source, which it holds until the work has ended. */
  readonly holding: <T>(source: string, work: () => Promise<T>) => Promise<T>;
}

/**
 * Shares so many places among so many sources: one has at most half of them, so that when it hangs the others go on. Half, and no more,
 * because a pump looks for more only while half of its places are free. A lone source has them all.
 */
export function createShares(places: number, sources: number): Shares {
  const inHand: Record<string, number> = {};
  const count = (source: string, more: number): void => void (inHand[source] = (inHand[source] ?? 0) + more);
  return {
    now: () => (sources > 1 ? { most: Math.floor(places / 2), inHand: { ...inHand } } : undefined),
    holding: async (source, work) => {
      count(source, 1);
      try {
        return await work();
      } finally {
        count(source, -1);
      }
    },
  };
}
