import { expect } from '@jest/globals';
import type { Run } from './door2-contract.ts';
import { sampleEvaluation } from './sample-evaluation.ts';
import { exportedTables, maxPurgedRows } from './store.ts';
import type { ExportFilter, IncomingEvent, IssuedCard, Store } from './store.ts';

const dayMs = 86_400_000;
/** The morning of a day of the year. */
const ms = (day: number) => Date.UTC(2026, 0, 0, 8) + day * dayMs;
const instant = (day: number) => new Date(ms(day)).toISOString();
const nothing = { evaluations: 0, feedback: 0, eventBodies: 0, events: 0, requests: 0 };
const event = (key: string, receivedAtMs: number): IncomingEvent => ({
  source: 'ward',
  key,
  receivedAtMs,
  body: new Uint8Array([7]),
});
const card = (uuid: string, evaluation: string, patient: string): IssuedCard => ({
  uuid,
  evaluation,
  service: 'cvd-risk-prevent',
  patient,
  hookInstance: 'h1',
  issuedAt: instant(1),
});

/** One evaluation with its card, feedback and request, as of a day. */
async function writeDay(store: Store, day: number, patient = 'p1') {
  const id = `e${day}`;
  const uuid = `c${day}`;
  await store.recordEvaluation(sampleEvaluation(id, { asOf: instant(day), patient }), [card(uuid, id, patient)]);
  const item = { service: 'cvd-risk-prevent', card: uuid, outcome: 'accepted', body: { day } };
  await store.recordFeedback([{ ...item, receivedAt: instant(day) }]);
  await store.retainRequest(id, { day }, ms(100), ms(day));
}

async function completeNext(store: Store, nowMs: number) {
  const [taken] = await store.takeEvents(1, nowMs);
  await store.completeEvent(taken?.id ?? -1);
}

/** What goes with time. */
export function purgeContract(run: Run): void {
  run('without limits nothing goes but what expires by itself', async (store) => {
    await writeDay(store, 1);
    await store.acceptEvent(event('k1', ms(1)));
    await completeNext(store, ms(2));
    expect(await store.purge({ nowMs: ms(99) })).toStrictEqual(nothing);
    expect(await store.purge({ nowMs: ms(100) })).toStrictEqual({ ...nothing, requests: 1 });
    expect(await store.readEvaluation('e1')).toBeDefined();
    expect(await store.readFeedback('c1')).toHaveLength(1);
  });

  run('evaluations before the limit go with their cards and requests; at the limit they stay', async (store) => {
    for (const day of [1, 2, 3]) await writeDay(store, day);
    const report = await store.purge({ evaluationsBeforeMs: ms(2), nowMs: ms(4) });
    expect(report).toEqual({ ...nothing, evaluations: 1 });
    expect((await store.listEvaluations({ limit: 9 })).map(({ id }) => id)).toEqual(['e3', 'e2']);
    expect(await store.readCard('c1')).toBeUndefined();
    expect(await store.readRetainedRequest('e1', ms(4))).toBeUndefined();
    expect(await store.readCard('c2')).toBeDefined();
    expect(await store.readRetainedRequest('e2', ms(4))).toBeDefined();
    expect(await store.readFeedback('c1')).toHaveLength(1);
    expect(await store.readLastFeedback('cvd-risk-prevent', 'p1')).toBeDefined();
  });

  run('feedback before the limit goes, and what was last said with it', async (store) => {
    await writeDay(store, 1, 'p1');
    await writeDay(store, 3, 'p2');
    expect(await store.purge({ feedbackBeforeMs: ms(2), nowMs: ms(4) })).toEqual({ ...nothing, feedback: 1 });
    expect(await store.readFeedback('c1')).toEqual([]);
    expect(await store.readFeedback('c3')).toHaveLength(1);
    expect(await store.readLastFeedback('cvd-risk-prevent', 'p1')).toBeUndefined();
    expect(await store.readLastFeedback('cvd-risk-prevent', 'p2')).toBeDefined();
  });

  run('of done events first the body goes, and later what recognises a repeat; of others nothing', async (store) => {
    for (const day of [1, 2, 3]) await store.acceptEvent(event(`k${day}`, ms(day)));
    await completeNext(store, ms(4));
    await completeNext(store, ms(4));
    const limits = { eventBodiesBeforeMs: ms(9), eventsBeforeMs: ms(2), nowMs: ms(9) };
    expect(await store.purge({ ...limits, eventsBeforeMs: ms(1) })).toEqual({ ...nothing, eventBodies: 2 });
    expect((await store.listEvents({ limit: 9 })).map(({ bodyBytes }) => bodyBytes)).toEqual([1, 0, 0]);
    expect(await store.acceptEvent(event('k1', ms(9)))).toBe('duplicate');
    expect(await store.purge(limits)).toEqual({ ...nothing, events: 1 });
    expect(await store.acceptEvent(event('k2', ms(9)))).toBe('duplicate');
    expect(await store.acceptEvent(event('k1', ms(9)))).toBe('accepted');
    expect((await store.takeEvents(9, ms(9))).map(({ key, body }) => [key, body.length])).toEqual([
      ['k3', 1],
      ['k1', 1],
    ]);
  });

  run('a call takes a bounded number, and calls until nothing is found take all', async (store) => {
    const total = maxPurgedRows + 20;
    await Promise.all(
      Array.from({ length: total }, (_, n) =>
        store.recordEvaluation(sampleEvaluation(`e${n}`, { asOf: instant(1) }), []),
      ),
    );
    const purge = async () => (await store.purge({ evaluationsBeforeMs: ms(2), nowMs: ms(4) })).evaluations;
    expect([await purge(), await purge(), await purge()]).toEqual([maxPurgedRows, 20, 0]);
  });
}

/** Everything, opened. */
export function exportContract(run: Run): void {
  const records = async (store: Store, filter: Partial<ExportFilter> & Pick<ExportFilter, 'table'>) =>
    (await store.exportRecords({ after: 0, limit: 100, ...filter })).map(({ record }) => record);

  run('every table, with its content', async (store) => {
    await writeDay(store, 1);
    await store.acceptEvent({ ...event('k1', ms(1)), attributes: { path: 'x' } });
    await store.wakePatients([{ source: 'ward', patient: 'p1', services: ['a'] }], {
      nowMs: 1,
      debounceMs: 1,
      maxWaitMs: 1,
    });
    await store.recordSightings([{ source: 'ward', resource: 'Observation/1', patient: 'p1', lastUpdatedMs: 5 }], 6);
    await store.writeState({ collection: 'published', source: 'ward', key: 'k' }, { a: 1 }, undefined);
    const all = Object.fromEntries(
      await Promise.all(exportedTables.map(async (table) => [table, (await records(store, { table }))[0]] as const)),
    );
    expect(all).toMatchObject({
      evaluations: { body: sampleEvaluation('e1', { asOf: instant(1) }) },
      cards: { uuid: 'c1', evaluation: 'e1', patient: 'p1', hookInstance: 'h1' },
      feedback: { card: 'c1', outcome: 'accepted', body: { day: 1 } },
      retained_requests: { evaluation: 'e1', body: { day: 1 } },
      inbox: { source: 'ward', key: 'k1', attributes: { path: 'x' }, body: 'Bw==', state: 'waiting' },
      work: { source: 'ward', patient: 'p1', state: 'waiting' },
      sightings: { source: 'ward', resource: 'Observation/1', patient: 'p1', last_updated_ms: 5 },
      states: { collection: 'published', key: 'k', body: { a: 1 }, revision: 1 },
    });
    expect(JSON.stringify(all)).not.toMatch(/sealed|_index/);
  });

  run('of a person, of a time, and page by page', async (store) => {
    await writeDay(store, 1, 'p1');
    await writeDay(store, 2, 'p2');
    await writeDay(store, 3, 'p1');
    await store.acceptEvent(event('k1', ms(1)));
    for (const table of ['evaluations', 'cards', 'feedback', 'retained_requests'] as const) {
      expect(await records(store, { table, patient: 'p1' })).toHaveLength(2);
      expect(await records(store, { table, patient: 'p1', beforeMs: ms(3) })).toHaveLength(1);
      expect(await records(store, { table, fromMs: ms(2) })).toHaveLength(2);
      expect(await records(store, { table, patient: 'nobody' })).toEqual([]);
      const [first] = await store.exportRecords({ table, after: 0, limit: 1 });
      const rest = await store.exportRecords({ table, after: first?.seq ?? -1, limit: 100 });
      expect(rest).toHaveLength(2);
    }
    expect(await records(store, { table: 'inbox', patient: 'p1' })).toEqual([]);
    expect(await records(store, { table: 'inbox', beforeMs: ms(1) })).toEqual([]);
    expect(await records(store, { table: 'inbox', beforeMs: ms(2) })).toHaveLength(1);
  });
}

/** Sealing anew, where one key has sealed everything. */
export function resealContract(run: Run): void {
  run('what the newest key sealed is left alone', async (store) => {
    await writeDay(store, 1);
    expect(await store.reseal(10)).toBe(0);
  });
}
