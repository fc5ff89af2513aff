/** Takes items from a queue and works on several at a time. */
export interface Pump {
  /** Looks at the queue soon; many calls lead to one look. */
  readonly wake: () => void;
  /** Resolves when nothing is being worked on and the last look found nothing. */
  readonly idle: () => Promise<void>;
  /** Takes nothing more; resolves when what is in hand has ended. */
  readonly stop: () => Promise<void>;
}

export interface PumpOptions<T> {
  /** So many items are worked on at a time. */
  readonly atOnce: number;
  /** Looks without being woken after this long: what became due, and what other processes put in. */
  readonly pollMs: number;
  readonly take: (limit: number) => Promise<readonly T[]>;
  /** Ends the item's business with the queue itself, success or failure; what it throws is `onError`'s. */
  readonly work: (item: T) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** A pump that waits to be woken, or for its time. New items are taken when half of the places are free, many at a look. */
export function createPump<T>({ atOnce, pollMs, take, work, onError }: PumpOptions<T>): Pump {
  const inHand = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const start = (item: T): void => {
    const done: Promise<void> = work(item)
      .catch(onError)
      .finally(() => {
        inHand.delete(done);
        wake();
      });
    inHand.add(done);
  };
  const look = async (): Promise<void> => {
    while (again && !stopped && inHand.size * 2 <= atOnce) {
      again = false;
      const items = await take(atOnce - inHand.size);
      items.forEach(start);
      again ||= items.length > 0;
    }
  };
  const wake = (): void => {
    again = true;
    if (stopped || looking !== undefined || inHand.size * 2 > atOnce) return;
    const ended = look()
      .catch(onError)
      .finally(() => {
        looking = undefined;
        // Woken after the last look and before the end: nobody else would look.
        if (again) wake();
      });
    looking = ended;
  };
  const idle = async (): Promise<void> => {
    while (looking !== undefined || inHand.size > 0) await Promise.all([looking, ...inHand]);
  };
  const timer = setInterval(wake, pollMs).unref();
  return {
    wake,
    idle,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await idle();
    },
  };
}
