import type { PurgeReport, Store } from '@cardwright/store';
import type { RetentionLimits } from './purge-limits.ts';
import { purgeSightings, type SightingStore } from './purge-sightings.ts';

/** What the retention needs of the store. */
export type PurgedStore = Pick<Store, 'purge'> & SightingStore;

/** How many there were of each. */
export interface RetentionReport extends PurgeReport {
  readonly sightings: number;
}

/** Deletes all that is past its time, a bounded batch after the other, so that calls come in between. Gives the sums. */
export async function purgeStore(
  store: PurgedStore,
  { sightingsBeforeMs: beforeMs, ...limits }: RetentionLimits,
): Promise<RetentionReport> {
  let sums: PurgeReport = { evaluations: 0, feedback: 0, eventBodies: 0, events: 0, requests: 0 };
  for (;;) {
    const { evaluations, feedback, eventBodies, events, requests } = await store.purge(limits);
    sums = {
      evaluations: sums.evaluations + evaluations,
      feedback: sums.feedback + feedback,
      eventBodies: sums.eventBodies + eventBodies,
      events: sums.events + events,
      requests: sums.requests + requests,
    };
    if (evaluations + feedback + eventBodies + events + requests === 0) break;
  }
  return { ...sums, sightings: await purgeSightings(store, { beforeMs, nowMs: limits.nowMs }) };
}
