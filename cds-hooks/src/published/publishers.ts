import type { StatePlace, Store } from '@cardwright/store';

/** Which services ever published at a source: of these something may stand there, whatever is served now. Ids in order. */
export async function readPublishers(store: Pick<Store, 'readState'>, source: string): Promise<readonly string[]> {
  return idsIn((await store.readState(placeOf(source)))?.body);
}

/** Adds services to them. To be called before they publish the first time, so that none is forgotten in a crash. */
export async function addPublishers(
  store: Pick<Store, 'readState' | 'writeState'>,
  source: string,
  services: readonly string[],
): Promise<void> {
  // Whoever was quicker wrote services of its own: each of these goes round once at most.
  for (;;) {
    const stored = await store.readState(placeOf(source));
    const known = idsIn(stored?.body);
    const all = [...new Set([...known, ...services])].toSorted();
    if (all.length === known.length) return;
    if (await store.writeState(placeOf(source), all, stored?.revision)) return;
  }
}

const placeOf = (source: string): StatePlace => ({ collection: 'source', source, key: 'publishers' });

/** Not a door: only `addPublishers` writes there. */
const idsIn = (body: unknown): readonly string[] =>
  Array.isArray(body) ? body.filter((one): one is string => typeof one === 'string') : [];
