import type { InboxStatus } from '@cardwright/store';
import { expect, test } from '@jest/globals';
import { createMetrics } from './metrics.ts';

const status: InboxStatus = {
  events: { waiting: 3, taken: 1, done: 40, dead: 2, quarantined: 1 },
  work: { waiting: 5, taken: 0, dead: 1 },
  oldestOpenMs: 10_000,
};

const told = (text: string): readonly string[] =>
  text.split('\n').filter((line) => /^cardwright_(inbox|work)_/.test(line) && line.length > 0);

test('one question to the store tells events and work by state and the age of the oldest', async () => {
  const metrics = createMetrics({ processMetrics: false });
  let asked = 0;
  metrics.watchInbox(
    async () => {
      asked += 1;
      return status;
    },
    () => 25_500,
  );
  const text = await metrics.registry.metrics();
  await metrics.registry.metrics();
  expect(asked).toBe(1);
  expect(told(text)).toEqual([
    'cardwright_inbox_events{state="waiting"} 3',
    'cardwright_inbox_events{state="taken"} 1',
    'cardwright_inbox_events{state="done"} 40',
    'cardwright_inbox_events{state="dead"} 2',
    'cardwright_inbox_events{state="quarantined"} 1',
    'cardwright_work_patients{state="waiting"} 5',
    'cardwright_work_patients{state="taken"} 0',
    'cardwright_work_patients{state="dead"} 1',
    'cardwright_inbox_oldest_seconds 15.5',
  ]);
});

test('a store that does not answer has no number, and nothing waiting is an age of 0', async () => {
  const silent = createMetrics({ processMetrics: false });
  silent.watchInbox(
    () => Promise.reject(new Error('away')),
    () => 0,
  );
  expect(told(await silent.registry.metrics())).toEqual([]);
  const empty = createMetrics({ processMetrics: false });
  const { events, work } = status;
  empty.watchInbox(
    async () => ({ events, work }),
    () => 25_500,
  );
  expect(told(await empty.registry.metrics())).toContain('cardwright_inbox_oldest_seconds 0');
});
