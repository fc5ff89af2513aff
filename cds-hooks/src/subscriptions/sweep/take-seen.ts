import type { Host, Source } from '../../host.ts';
import { judgeChanges, type SeenResource } from '../judge-changes.ts';

/** How many of the resources that a sweep saw were news. */
export interface Taken {
  /** Woke somebody. */
  readonly found: number;
  /** Of these, changed so long ago that a notification, had one been sent, would have come. */
  readonly missed: number;
}

/**
 * What a sweep saw, put where notifications put it: patients are woken first, then what was seen is remembered, so that a crash between
 * the two finds it again. What is known in this version wakes nobody.
 */
export async function takeSeen(
  { store, services, now, limits }: Pick<Host, 'store' | 'services' | 'now' | 'limits'>,
  { id: source, capabilities }: Pick<Source, 'id' | 'capabilities'>,
  seen: readonly SeenResource[],
): Promise<Taken> {
  if (seen.length === 0) return { found: 0, missed: 0 };
  const sightings = await store.readSightings(
    source,
    seen.map(({ type, id }) => `${type}/${id}`),
  );
  const known = new Map(sightings.map((one) => [one.resource, one]));
  const judged = judgeChanges({ source, seen, known, services: services.values() });
  const { debounceMs, maxDebounceMs: maxWaitMs } = limits;
  const nowMs = now().getTime();
  if (judged.wakes.length > 0) await store.wakePatients(judged.wakes, { nowMs, debounceMs, maxWaitMs });
  if (judged.sightings.length > 0) await store.recordSightings(judged.sightings, nowMs);
  const expectedBeforeMs = nowMs - capabilities.retryWindowSeconds * 1_000 - settleMs;
  const missed = judged.sightings.filter(({ resource, lastUpdatedMs, isGone }) => {
    const before = known.get(resource);
    // Read for an evaluation, in a version that was not looked at: whether it was notified is not known.
    if (before !== undefined && before.versionId === undefined && isGone !== true) return false;
    return lastUpdatedMs <= expectedBeforeMs;
  });
  return { found: judged.sightings.length, missed: missed.length };
}

/** From the arrival of a notification until its resource is remembered, in all but a storm. */
const settleMs = 10_000;
