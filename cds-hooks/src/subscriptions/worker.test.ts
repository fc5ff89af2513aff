import { afterEach, describe, expect, test } from '@jest/globals';
import { CardwrightError, type ErrorCode } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import { createTestFhir, createTestHost, testInstant, type TestHost } from '../testing/test-host.ts';
import { chartOf, testSource } from '../testing/test-source.ts';
import { createWorker, type Worker } from './worker.ts';

const chart = chartOf('deterioration-news2', 'deteriorating.json');
const vitals = chart.filter(({ resourceType }) => resourceType === 'Observation');
const startMs = Date.parse(testInstant);
const running: { readonly worker: Worker; readonly host: TestHost }[] = [];

afterEach(async () => {
  for (const { worker, host } of running.splice(0)) {
    await worker.stop();
    await host.store.close();
  }
});

interface Started {
  readonly source?: string;
  readonly debounceMs?: number;
}

async function start(fhir: FhirClient, { source = 'ward', debounceMs = 0 }: Started = {}) {
  const limits = { debounceMs, maxDebounceMs: 10 * debounceMs };
  // Several services listen to vital signs; one is enough to count by.
  const host = await createTestHost({ only: ['deterioration-news2'], sources: [testSource(fhir)], limits });
  const worker = createWorker(host);
  running.push({ worker, host });
  let key = 0;
  const lookAt = async (ms: number) => {
    host.setTime(new Date(startMs + ms).toISOString());
    worker.wake();
    await worker.idle();
    return host.store.inboxStatus();
  };
  return {
    host,
    worker,
    lookAt,
    accept: (body: string | Resource | undefined = vitals[0]) =>
      host.store.acceptEvent({
        source,
        key: String((key += 1)),
        receivedAtMs: host.now().getTime(),
        body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
        attributes: { method: 'POST', path: '' },
      }),
    evaluations: () => host.store.listEvaluations({ limit: 100 }),
  };
}

const idleWork = { waiting: 0, taken: 0, dead: 0 };

/** A server that fails so many requests of a kind with a code, and then answers. */
function failing(kind: 'read' | 'search' | 'write', code: ErrorCode, times: number) {
  const server = createTestFhir(chart);
  let asked = 0;
  const fail = (): void => {
    asked += 1;
    if (asked <= times) throw new CardwrightError(code, 'The FHIR server did not answer.');
  };
  const search: FhirClient['search'] = async (query, ...rest) => {
    if (kind === 'search' && query.startsWith('Encounter')) fail();
    return server.search(query, ...rest);
  };
  const read: FhirClient['read'] = async (type, ...rest) => {
    if (kind === 'read' && type === 'Observation') fail();
    return server.read(type, ...rest);
  };
  const conditionalUpdate: FhirClient['conditionalUpdate'] = async (...values) => {
    if (kind === 'write') fail();
    return server.conditionalUpdate(...values);
  };
  return { fhir: { ...server, search, read, conditionalUpdate }, asked: () => asked };
}

test('an accepted notification is settled once, and its patient answered once', async () => {
  const { accept, lookAt, evaluations } = await start(createTestFhir(chart));
  await accept();
  const status = await lookAt(0);
  expect(status.events).toEqual({ waiting: 0, taken: 0, done: 1, dead: 0, quarantined: 0 });
  expect(status.work).toEqual(idleWork);
  await lookAt(3_000);
  expect(await evaluations()).toHaveLength(1);
});

test('a burst of notifications about one patient is one evaluation', async () => {
  const { accept, lookAt, evaluations } = await start(createTestFhir(chart), { debounceMs: 1_000 });
  for (const vital of vitals) await accept(vital);
  await lookAt(0);
  expect(await evaluations()).toHaveLength(0);
  expect((await lookAt(1_000)).work).toEqual(idleWork);
  expect(await evaluations()).toHaveLength(1);
});

test('notifications that do not cease put it off by no more than the limit', async () => {
  const { accept, lookAt, evaluations } = await start(createTestFhir(chart), { debounceMs: 100 });
  for (let ms = 0; ms <= 1_000; ms += 50) {
    await accept(vitals[(ms / 50) % vitals.length]);
    await lookAt(ms);
  }
  expect((await evaluations()).length).toBeGreaterThan(0);
});

test('the same version of a resource, notified again, evaluates nothing', async () => {
  const meta = { versionId: '1', lastUpdated: testInstant };
  const versioned = chart.map((resource): Resource => ({ ...resource, meta }));
  const { accept, lookAt, evaluations } = await start(createTestFhir(versioned));
  for (let count = 0; count < 3; count += 1) {
    await accept();
    await lookAt(count * 1_000);
  }
  expect(await evaluations()).toHaveLength(1);
});

test('more notifications than one look takes', async () => {
  const { accept, lookAt } = await start(createTestFhir([]));
  for (let count = 0; count < 70; count += 1) await accept('{"resourceType":"Basic","id":"b"}');
  expect((await lookAt(0)).events).toMatchObject({ done: 70, waiting: 0, taken: 0 });
});

describe.each(['read', 'search'] as const)('a source that is away when a %s is asked', (kind) => {
  test('is asked again after 1, 2 and 4 seconds', async () => {
    const { fhir, asked } = failing(kind, 'fhir-unreachable', 3);
    const { accept, lookAt, evaluations } = await start(fhir);
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
    await lookAt(7_000);
    expect(await evaluations()).toHaveLength(1);
  });

  test('for hours: nothing is given up, and all is done when it is back', async () => {
    const { fhir, asked } = failing(kind, 'fhir-unreachable', 40);
    const { accept, lookAt, evaluations } = await start(fhir);
    await accept();
    for (let attempt = 1; attempt <= 40; attempt += 1) await lookAt(attempt * 300_000);
    expect(asked()).toBe(40);
    await lookAt(41 * 300_000);
    await lookAt(41 * 300_000 + 1);
    expect(await evaluations()).toHaveLength(1);
  });

  test('for more than a day: given up, and kept', async () => {
    const { fhir, asked } = failing(kind, 'fhir-unreachable', 300);
    const { accept, lookAt } = await start(fhir);
    await accept();
    for (let attempt = 1; attempt <= 295; attempt += 1) await lookAt(attempt * 300_000);
    const { events, work } = await lookAt(86_400_000 + 600_000);
    expect(events.dead + work.dead).toBe(1);
    expect(asked()).toBeGreaterThan(280);
    expect(asked()).toBeLessThan(295);
  });
});

test.each(['read', 'write'] as const)(
  'a source that refuses a %s: given up after eight attempts, and kept',
  async (kind) => {
    const { fhir, asked } = failing(kind, 'fhir-refused', 8);
    const { accept, lookAt, host, evaluations } = await start(fhir);
    await accept();
    for (let attempt = 1; attempt <= 10; attempt += 1) await lookAt(attempt * 300_000);
    expect(asked()).toBe(8);
    const { events, work } = await lookAt(86_400_000);
    expect(events.dead + work.dead).toBe(1);
    expect(host.logged.filter((line) => line.includes('"retry":true'))).toHaveLength(7);
    expect(host.logged.filter((line) => line.includes('"retry":false'))).toHaveLength(1);
    // An operator has it tried again, or for a patient the next notification does.
    const dead = await host.store.listEvents({ state: 'dead', limit: 10 });
    const before = (await evaluations()).length;
    await host.store.requeueEvents(
      dead.map(({ id }) => id),
      host.now().getTime(),
    );
    await host.store.requeueWork(undefined, host.now().getTime());
    await lookAt(86_400_000);
    expect((await lookAt(86_400_001)).work).toEqual(idleWork);
    expect(await evaluations()).toHaveLength(before + 1);
  },
);

describe('put aside, and an alarm raised', () => {
  test.each([
    ['a body that is no JSON', 'Canarywell'],
    ['a body that is no resource', '{"name":"Canarywell"}'],
  ])('%s', async (_name, body) => {
    const { accept, lookAt, host } = await start(createTestFhir(chart));
    await accept(body);
    expect((await lookAt(0)).events).toMatchObject({ quarantined: 1 });
    expect(host.logged).toHaveLength(1);
    expect(host.logged.join('')).toContain('notification quarantined');
    expect(host.logged.join('')).not.toContain('Canarywell');
    expect(await host.metrics.registry.metrics()).toContain(
      'cardwright_notifications_total{source="ward",result="quarantined"} 1',
    );
  });
});

test('a source that is no longer configured: kept, in case it comes back', async () => {
  const { accept, lookAt, host } = await start(createTestFhir(chart), { source: 'gone' });
  await accept();
  expect((await lookAt(0)).events).toMatchObject({ waiting: 1 });
  for (let attempt = 1; attempt <= 8; attempt += 1) await lookAt(attempt * 300_000);
  expect(await host.store.listEvents({ limit: 10 })).toMatchObject([{ state: 'dead', lastError: 'unknown-source' }]);
});

test('one notification that cannot be read does not hold up the next', async () => {
  const { accept, lookAt } = await start(createTestFhir(chart));
  await accept('no JSON');
  await accept();
  expect((await lookAt(0)).events).toMatchObject({ quarantined: 1, done: 1 });
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

test('nobody wakes it for the patient: it comes by itself when the wait is over', async () => {
  const { accept, worker, host, evaluations } = await start(createTestFhir(chart), { debounceMs: 30 });
  await accept();
  worker.wake();
  await new Promise((resolve) => setTimeout(resolve, 10));
  host.setTime(new Date(startMs + 30).toISOString());
  while ((await evaluations()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await evaluations()).toHaveLength(1);
});

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
  expect((await lookAt(0)).events).toMatchObject({ waiting: 1 });
  expect(host.logged).toEqual([]);
});

describe.each([
  ['patients', 'search'],
  ['notifications', 'read'],
] as const)('two sources, of which one hangs: %s', (_name, kind) => {
  const isHere = (kindOf: 'read' | 'search') => kindOf === kind;
  /** A server that does not answer what is asked of it, and says how much that was. */
  function hanging() {
    const server = createTestFhir([]);
    let asked = 0;
    const hang = (signal: AbortSignal): Promise<never> => {
      asked += 1;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new CardwrightError('deadline-exceeded', 'Too late.')));
      });
    };
    const search: FhirClient['search'] = (query, signal, ...rest) =>
      isHere('search') ? hang(signal) : server.search(query, signal, ...rest);
    const read: FhirClient['read'] = (type, id, signal) =>
      isHere('read') ? hang(signal) : server.read(type, id, signal);
    return { fhir: { ...server, search, read }, asked: () => asked };
  }

  async function startTwo(sources: readonly ReturnType<typeof testSource>[]) {
    const limits = { debounceMs: 0, maxDebounceMs: 0, drainMs: 0 };
    const host = await createTestHost({ only: ['deterioration-news2'], sources, limits });
    const worker = createWorker(host);
    running.push({ worker, host });
    const nowMs = host.now().getTime();
    const accept = async (source: string, count: number) => {
      const keys = Array.from({ length: count }, (_, index) => `${source}-${index}`);
      const body = Buffer.from(JSON.stringify(vitals[0]));
      const attributes = { method: 'POST', path: '' };
      if (kind === 'read')
        for (const key of keys) await host.store.acceptEvent({ source, key, receivedAtMs: nowMs, body, attributes });
      else
        await host.store.wakePatients(
          keys.map((patient) => ({ source, patient, services: ['deterioration-news2'] })),
          { nowMs, debounceMs: 0, maxWaitMs: 0 },
        );
    };
    /** What is still to be done, or in hand, of a source. */
    const left = async (source: string) => {
      const events = await host.store.listEvents({ source, limit: 1_000 });
      const work = await host.store.listWork({ source, limit: 1_000 });
      return (kind === 'read' ? events.filter(({ state }) => state !== 'done') : work).length;
    };
    const taken = async () => {
      const { events, work } = await host.store.inboxStatus();
      return kind === 'read' ? events.taken : work.taken;
    };
    const until = async (holds: () => Promise<boolean>) => {
      const end = performance.now() + 5_000;
      while (!(await holds()) && performance.now() < end) {
        worker.wake();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return holds();
    };
    return { accept, left, taken, until };
  }

  test('the other one is answered meanwhile', async () => {
    const stuck = hanging();
    const healthy = createTestFhir(chart);
    const two = await startTwo([testSource(stuck.fhir, { id: 'stuck' }), testSource(healthy, { id: 'ward' })]);
    await two.accept('stuck', 40);
    await two.until(async () => stuck.asked() > 0);
    await two.accept('ward', 40);
    expect(await two.until(async () => (await two.left('ward')) === 0)).toBe(true);
    expect(await two.left('stuck')).toBe(40);
  });

  test('a lone source has all the places', async () => {
    const one = await startTwo([testSource(hanging().fhir, { id: 'stuck' })]);
    await one.accept('stuck', 40);
    const places = kind === 'read' ? 32 : 8;
    expect(await one.until(async () => (await one.taken()) === places)).toBe(true);
  });
});
