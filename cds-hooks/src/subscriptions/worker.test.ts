import { afterEach, describe, expect, test } from '@jest/globals';
import { CardwrightError, type ErrorCode } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import { createTestFhir, createTestHost, testInstant, type TestHost } from '../testing/test-host.ts';
import { chartOf, testSource } from '../testing/test-source.ts';
import { createWorker, type Worker } from './worker.ts';

const chart = chartOf('deterioration-news2', 'deteriorating.json');
const vital = JSON.stringify(chart.find(({ resourceType }) => resourceType === 'Observation'));
const startMs = Date.parse(testInstant);
const running: { readonly worker: Worker; readonly host: TestHost }[] = [];

afterEach(async () => {
  for (const { worker, host } of running.splice(0)) {
    await worker.stop();
    await host.store.close();
  }
});

async function start(fhir: FhirClient, source = 'ward') {
  // Several services listen to vital signs; one is enough to count by.
  const host = await createTestHost({ only: ['deterioration-news2'], sources: [testSource(fhir)] });
  const worker = createWorker(host);
  running.push({ worker, host });
  let key = 0;
  return {
    host,
    worker,
    accept: (body = vital) =>
      host.store.acceptEvent({
        source,
        key: String((key += 1)),
        receivedAtMs: startMs,
        body: Buffer.from(body),
        attributes: { path: '' },
      }),
    lookAt: async (ms: number) => {
      host.setTime(new Date(startMs + ms).toISOString());
      worker.wake();
      await worker.idle();
      return (await host.store.inboxStatus()).events;
    },
  };
}

/** A server that fails so many searches with a code, and then answers. */
function failing(code: ErrorCode, times: number): { readonly fhir: FhirClient; readonly asked: () => number } {
  const server = createTestFhir(chart);
  let asked = 0;
  const search: FhirClient['search'] = async (query, ...rest) => {
    if (!query.startsWith('Encounter')) return server.search(query, ...rest);
    asked += 1;
    if (asked <= times) throw new CardwrightError(code, 'The FHIR server did not answer.');
    return server.search(query, ...rest);
  };
  return { fhir: { ...server, search }, asked: () => asked };
}

test('an accepted event is processed once and done', async () => {
  const { accept, lookAt, host } = await start(createTestFhir(chart));
  await accept();
  expect(await lookAt(0)).toEqual({ waiting: 0, taken: 0, done: 1, dead: 0, quarantined: 0 });
  expect(await lookAt(3_600_000)).toMatchObject({ done: 1 });
  expect(await host.store.listEvaluations({ limit: 10 })).toHaveLength(1);
});

test('more events than one look takes', async () => {
  const { accept, lookAt } = await start(createTestFhir([]));
  for (let count = 0; count < 70; count += 1) await accept('{"resourceType":"Basic"}');
  expect(await lookAt(0)).toMatchObject({ done: 70, waiting: 0, taken: 0 });
});

test('a source that is away is asked again after 1, 2 and 4 seconds', async () => {
  const { fhir, asked } = failing('fhir-unreachable', 3);
  const { accept, lookAt } = await start(fhir);
  await accept();
  const seen: (readonly [number, number])[] = [];
  for (const ms of [0, 999, 1_000, 2_999, 3_000, 6_999, 7_000]) {
    await lookAt(ms);
    seen.push([ms, asked()]);
  }
  expect(seen).toEqual([
    [0, 1],
    [999, 1],
    [1_000, 2],
    [2_999, 2],
    [3_000, 3],
    [6_999, 3],
    [7_000, 4],
  ]);
  expect(await lookAt(7_000)).toMatchObject({ done: 1 });
});

test('after eight attempts it is given up and kept as dead', async () => {
  const { fhir, asked } = failing('fhir-unreachable', Infinity);
  const { accept, lookAt, host } = await start(fhir);
  await accept();
  for (let attempt = 1; attempt <= 10; attempt += 1) await lookAt(attempt * 300_000);
  expect(asked()).toBe(8);
  expect(await lookAt(86_400_000)).toEqual({ waiting: 0, taken: 0, done: 0, dead: 1, quarantined: 0 });
  expect(host.logged.filter((line) => line.includes('"retry":true'))).toHaveLength(7);
  expect(host.logged.filter((line) => line.includes('"retry":false'))).toHaveLength(1);
});

describe('given up at once', () => {
  test.each([
    ['a body that is no JSON', 'Canarywell'],
    ['a body that is no resource', '{"name":"Canarywell"}'],
    [
      'a resource that is not what its type says',
      '{"resourceType":"Patient","id":"p","name":"Canarywell","birthDate":5}',
    ],
  ])('%s', async (_name, body) => {
    const { accept, lookAt, host } = await start(createTestFhir(chart));
    await accept(body);
    expect(await lookAt(0)).toMatchObject({ dead: 1 });
    expect(host.logged).toHaveLength(1);
    expect(host.logged.join('')).not.toContain('Canarywell');
  });

  test('a source that is no longer configured', async () => {
    const { accept, lookAt } = await start(createTestFhir(chart), 'gone');
    await accept();
    expect(await lookAt(0)).toMatchObject({ dead: 1 });
  });
});

test('one event that cannot be processed does not hold up the next', async () => {
  const { accept, lookAt } = await start(createTestFhir(chart));
  await accept('no JSON');
  await accept();
  expect(await lookAt(0)).toMatchObject({ dead: 1, done: 1 });
});

test('woken while it works, it looks again', async () => {
  const { accept, worker, host } = await start(createTestFhir(chart));
  await accept();
  worker.wake();
  await accept();
  worker.wake();
  await worker.idle();
  expect((await host.store.inboxStatus()).events).toMatchObject({ done: 2 });
});

// A look at an empty inbox ends within a few turns of the microtask queue; one of these wakes meets the end.
test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'woken %i turns after a look began to end, it looks again',
  async (turns) => {
    const host = await createTestHost();
    let looks = 0;
    const takeEvents = async (): Promise<[]> => {
      looks += 1;
      if (looks === 1) void wakeAfter(turns);
      return [];
    };
    const worker = createWorker({ ...host, store: { ...host.store, takeEvents } });
    const wakeAfter = async (count: number): Promise<void> => {
      for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
      worker.wake();
    };
    running.push({ worker, host });
    worker.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(looks).toBe(2);
  },
);

test('a store that cannot be read is logged and does not end the worker', async () => {
  const { worker, host } = await start(createTestFhir(chart));
  await host.store.close();
  worker.wake();
  await worker.idle();
  expect(host.logged.join('')).toContain('inbox failed');
});

test('stopped, it takes nothing more', async () => {
  const { accept, worker, host, lookAt } = await start(createTestFhir(chart));
  await worker.stop();
  await accept();
  expect(await lookAt(0)).toMatchObject({ waiting: 1 });
  expect(host.logged).toEqual([]);
});
