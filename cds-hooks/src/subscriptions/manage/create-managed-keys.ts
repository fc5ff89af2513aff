import type { Host } from '../../host.ts';
import { listManaged, type ManagedState } from './managed-state.ts';

/** Keys and secrets of the Subscriptions that we made at a source. */
export type ManagedKeys = (
  source: string,
  hasKey: (keys: readonly string[]) => boolean,
) => Promise<ManagedState | undefined>;

/** Another process may have made a key; a store is not asked more often than this, whoever knocks. */
export const rereadMs = 200;
const keptMs = 60_000;

/** Finds the Subscription whose key was given. Read from the store, so that whichever process made it, each door knows it. */
export function createManagedKeys(store: Host['store'], nowMs: () => number): ManagedKeys {
  const read = new Map<string, { readonly atMs: number; readonly states: Promise<readonly ManagedState[]> }>();
  const statesOf = (source: string, maxAgeMs: number): Promise<readonly ManagedState[]> => {
    const known = read.get(source);
    if (known !== undefined && nowMs() - known.atMs < maxAgeMs) return known.states;
    const states = listManaged(store, source).then((found) => found.map(({ state }) => state));
    read.set(source, { atMs: nowMs(), states });
    // A failure is not kept.
    states.catch(() => read.delete(source));
    return states;
  };
  return async (source, hasKey) => {
    const find = async (maxAgeMs: number) => (await statesOf(source, maxAgeMs)).find(({ keys }) => hasKey(keys));
    return (await find(keptMs)) ?? find(rereadMs);
  };
}
