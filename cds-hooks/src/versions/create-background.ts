/** Work that nobody waits for. */
export interface Background {
  /** Runs it now; false, and it is not run, when as much as allowed runs already. It may not throw. */
  readonly run: (work: () => Promise<void>) => boolean;
  /** Resolves when nothing runs. */
  readonly idle: () => Promise<void>;
}

/** At most `max` pieces of work at a time: what is more is left out rather than queued, so that answers are not slowed. */
export function createBackground(max: number): Background {
  const running = new Set<Promise<void>>();
  return {
    run: (work) => {
      if (running.size >= max) return false;
      const one: Promise<void> = work().finally(() => running.delete(one));
      running.add(one);
      return true;
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
