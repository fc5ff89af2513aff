import type { StatePlace, Store } from '@cardwright/store';

/** No source has this name, and nobody lists it. */
const place: StatePlace = { collection: 'source', source: '(readiness)', key: 'commit' };

/**
 * Whether the store commits within `withinMs`, with the durability of the inbox: a full disk or a database that became read-only
 * answers reads and would refuse every notification. Never throws.
 */
export async function probeStore(
  store: Pick<Store, 'readState' | 'writeState'>,
  nowMs: number,
  withinMs: number,
): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), withinMs);
  const commit = async (): Promise<boolean> => {
    const before = await store.readState(place);
    // Where another process was faster it is its commit that shows what we ask.
    await store.writeState(place, { atMs: nowMs }, before?.revision);
    return true;
  };
  const answer = await Promise.race([commit().catch(() => false), late.promise]);
  clearTimeout(timer);
  return answer;
}
