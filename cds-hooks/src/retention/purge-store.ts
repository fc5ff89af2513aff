import type { PurgeLimits, PurgeReport, Store } from '@cardwright/store';

/** Deletes all that is past its time, a bounded batch after the other, so that calls come in between. Gives the sums. */
export async function purgeStore(store: Pick<Store, 'purge'>, limits: PurgeLimits): Promise<PurgeReport> {
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
    if (evaluations + feedback + eventBodies + events + requests === 0) return sums;
  }
}
