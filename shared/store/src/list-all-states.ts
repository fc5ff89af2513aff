import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StatePlace, StoredState } from './store.ts';

/** A state, and where in the order of writing it stands. */
export type ListedState = StatePlace & StoredState & { readonly seq: number };

/** So many states are opened at a time: some milliseconds, in which nothing else is accepted. */
export const statesAtOnce = 250;

/** All pages, one after the other, so that what comes meanwhile does not wait for the last of them. */
export async function listAllStates(
  page: (after: number) => Promise<readonly ListedState[]>,
): Promise<readonly (StatePlace & StoredState)[]> {
  const all: (StatePlace & StoredState)[] = [];
  for (let after = 0; ;) {
    const states = await page(after);
    all.push(...states.map(({ seq: _, ...state }) => state));
    if (states.length < statesAtOnce) return all;
    after = states.at(-1)?.seq ?? after;
    // Where the page was opened on this thread, what waits has its turn.
    await nextTurn();
  }
}
