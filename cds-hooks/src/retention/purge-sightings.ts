import type { KeptSighting, Store } from '@cardwright/store';
import { mayRestOnChart, readPublished } from '../published/published.ts';
import { readPublishers } from '../published/publishers.ts';

/** What the retention of sightings needs of the store. */
export type SightingStore = Pick<Store, 'sightingsBefore' | 'recordSightings' | 'forgetSightings' | 'readState'>;

/**
 * Forgets what was neither seen nor needed since, a bounded batch after the other; gives how many. What was seen of a patient for whom
 * advice stands is needed: should it be deleted, nothing else tells whose advice rests on it. It counts as seen now.
 */
export async function purgeSightings(
  store: SightingStore,
  { beforeMs, nowMs }: { readonly beforeMs: number; readonly nowMs: number },
): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const page = await store.sightingsBefore(beforeMs);
    const { needed, others } = await partition(store, page);
    if (needed.length > 0) await store.recordSightings(needed, nowMs);
    const gone = await store.forgetSightings(others, beforeMs);
    forgotten += gone;
    // The last page, or one that others saw anew meanwhile: the rest is for tomorrow.
    if (needed.length + gone === 0) return forgotten;
  }
}

async function partition(store: SightingStore, page: readonly KeptSighting[]) {
  const asked = new Map<string, boolean>();
  const [needed, others]: [KeptSighting[], KeptSighting[]] = [[], []];
  for (const one of page) {
    const { source, patient } = one;
    const place = JSON.stringify([source, patient]);
    const isNeeded = asked.get(place) ?? (await hasAdvice(store, source, patient));
    asked.set(place, isNeeded);
    (isNeeded ? needed : others).push(one);
  }
  return { needed, others };
}

/** Whether something stands for the patient, or may. */
async function hasAdvice(store: SightingStore, source: string, patient: string): Promise<boolean> {
  for (const service of await readPublishers(store, source)) {
    const stored = await readPublished(store, { source, service, patient });
    if (stored !== undefined && mayRestOnChart(stored.state)) return true;
  }
  return false;
}
