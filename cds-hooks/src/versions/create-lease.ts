/** Something that stays open while it is in use. */
export interface Lease {
  /** Keeps it open until the function that is given back is called. */
  readonly hold: () => () => void;
  /** Closes it when nobody holds it any more; the second call waits for the first. */
  readonly release: () => Promise<void>;
}

/** Counts who uses a version, so that a request ends with the models it began with. `close` runs once. */
export function createLease(close: () => Promise<void>): Lease {
  let holders = 0;
  const free = Promise.withResolvers<void>();
  let released: Promise<void> | undefined;
  return {
    hold: () => {
      let isHeld = true;
      holders += 1;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holders -= 1;
        if (holders === 0 && released !== undefined) free.resolve();
      };
    },
    release: () => {
      if (released === undefined) {
        released = free.promise.then(close);
        if (holders === 0) free.resolve();
      }
      return released;
    },
  };
}
