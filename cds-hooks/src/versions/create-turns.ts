/** Runs a piece of work after all that was asked before it. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** A function that runs pieces of work one after the other, in the order asked; one that fails does not stop the next. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
