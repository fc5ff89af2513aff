import { expect, jest, test } from '@jest/globals';
import { openSqliteStore } from '@cardwright/store';
import { createTestHost, testInstant } from '../testing/test-host.ts';
import { purgeLimits } from './purge-limits.ts';
import { startPurges } from './start-purges.ts';

const dayMs = 86_400_000;
const now = Date.parse(testInstant);

test('what the configuration does not limit is kept; done notifications are limited by default', () => {
  expect(purgeLimits({}, now)).toStrictEqual({
    eventBodiesBeforeMs: now - 7 * dayMs,
    eventsBeforeMs: now - 37 * dayMs,
    sightingsBeforeMs: now - 400 * dayMs,
    nowMs: now,
  });
  expect(purgeLimits({ evaluationsDays: 10, feedbackDays: 20, inboxDays: 1, sightingsDays: 90 }, now)).toStrictEqual({
    evaluationsBeforeMs: now - 10 * dayMs,
    feedbackBeforeMs: now - 20 * dayMs,
    eventBodiesBeforeMs: now - dayMs,
    eventsBeforeMs: now - 31 * dayMs,
    sightingsBeforeMs: now - 90 * dayMs,
    nowMs: now,
  });
});

test('is enforced at start and once a day under the configuration then in force, with the counts in the log', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
  const host = await createTestHost();
  const store = openSqliteStore({ file: ':memory:' });
  try {
    const feedback = (day: number) => ({
      service: 's',
      card: 'c',
      outcome: 'accepted',
      receivedAt: new Date(now - day * dayMs).toISOString(),
      body: { day },
    });
    await store.recordFeedback(Array.from({ length: 1200 }, (_, index) => feedback(30 + index)));
    await store.recordFeedback([feedback(5)]);
    let retention = {};
    const purges = startPurges({ ...host, store, retention: () => retention });
    await turns();
    expect(await store.readFeedback('c')).toHaveLength(1201);
    retention = { feedbackDays: 10 };
    jest.advanceTimersByTime(dayMs);
    await purges.stop();
    expect(await store.readFeedback('c')).toHaveLength(1);
    expect(host.logged.map((line) => JSON.parse(line))).toMatchObject([
      { msg: 'purged', feedback: 0 },
      { msg: 'purged', feedback: 1200, evaluations: 0 },
    ]);
    jest.advanceTimersByTime(dayMs);
    await turns();
    expect(host.logged).toHaveLength(2);
  } finally {
    jest.useRealTimers();
    await store.close();
    await host.store.close();
  }
});

test('a store that cannot purge is logged and asked again the next day', async () => {
  const host = await createTestHost();
  const purge = () => Promise.reject(new Error('Canarywell'));
  await startPurges({ ...host, store: { ...host.store, purge }, retention: () => ({}) }).stop();
  expect(host.logged.join()).toContain('purge failed');
  expect(host.logged.join()).not.toContain('Canarywell');
  await host.store.close();
});

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
