/** Work that its process dies of, or that never ends, is given up, and costs nobody else anything. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import { openSqliteStore, type Store } from '@cardwright/store';
import { createTestFhir, createTestHost, testInstant, type TestHost } from '../testing/test-host.ts';
import { chartOf, testSource } from '../testing/test-source.ts';
import { createWorker, type Worker } from './worker.ts';

const chart = chartOf('deterioration-news2', 'deteriorating.json');
const startMs = Date.parse(testInstant);
const leaseMs = 60_000;
const service = 'deterioration-news2';
const poison = 'poison';
const neighbours = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'];

let folder: string;
let running: { readonly worker: Worker; readonly host: TestHost }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-abandoned-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(
    running.map(async ({ worker, host }) => {
      await host.store.close();
      await worker.stop();
    }),
  );
  rmSync(folder, { recursive: true, force: true });
});

type Queue = 'patients' | 'notifications';
const never = (): Promise<never> => new Promise(() => undefined);

/** Everything that was begun, in its order, with how much of the queue was in hand then. */
type Begun = { readonly name: string; readonly inHand: number }[];

/** A server that lets `meet` say what becomes of a piece of work that asks it. */
function asking(queue: Queue, meet: (name: string) => Promise<void>): FhirClient {
  const server = createTestFhir(chart);
  const search: FhirClient['search'] = async (query, ...rest) => {
    const name = /patient=(?:Patient\/)?(\w+)/.exec(query)?.[1];
    if (queue === 'patients' && name !== undefined) await meet(name);
    return server.search(query, ...rest);
  };
  const read: FhirClient['read'] = async (type, id, signal) => {
    if (queue === 'notifications') await meet(id);
    return server.read(type, id, signal);
  };
  return { ...server, search, read };
}

/** The store, with an eye on what one process has in hand of a queue. */
function watched(store: Store, queue: Queue, begun: Begun): Store {
  const inHand = new Set<string>();
  const begin = (name: string) => {
    inHand.add(name);
    return name;
  };
  const end = (name: string) => void inHand.delete(name);
  const note = (names: readonly string[]) =>
    names.map(begin).forEach((name) => begun.push({ name, inHand: inHand.size }));
  const keys = new Map<number, string>();
  const endEvent = (id: number) => end(keys.get(id) ?? '');
  if (queue === 'patients')
    return {
      ...store,
      takeWork: async (...values) => {
        const taken = await store.takeWork(...values);
        note(taken.map(({ patient }) => patient));
        return taken;
      },
      completeWork: (work, nowMs) => store.completeWork(work, nowMs).finally(() => end(work.patient)),
      failWork: (work, ...rest) => store.failWork(work, ...rest).finally(() => end(work.patient)),
    };
  return {
    ...store,
    takeEvents: async (...values) => {
      const taken = await store.takeEvents(...values);
      taken.forEach(({ id, key }) => keys.set(id, key));
      note(taken.map(({ key }) => key));
      return taken;
    },
    settleEvent: (id, ...rest) => store.settleEvent(id, ...rest).finally(() => endEvent(id)),
    completeEvent: (id) => store.completeEvent(id).finally(() => endEvent(id)),
    failEvent: (id, ...rest) => store.failEvent(id, ...rest).finally(() => endEvent(id)),
  };
}

interface Life {
  readonly queue: Queue;
  readonly fhir: FhirClient;
  readonly atMs?: number;
  readonly deadlineMs?: number;
  readonly begun?: Begun;
}

async function startProcess({ queue, fhir, atMs = startMs, deadlineMs, begun = [] }: Life) {
  const store = watched(openSqliteStore({ file: join(folder, 'store.db') }), queue, begun);
  const limits = { debounceMs: 0, maxDebounceMs: 0, drainMs: 0 };
  const sources = [testSource(fhir)];
  const host = await createTestHost({ only: [service], sources, limits, store, idsFrom: running.length * 1_000 });
  host.setTime(new Date(atMs).toISOString());
  const worker = createWorker(host, deadlineMs);
  running.push({ worker, host });
  return { host, worker };
}

async function put({ store, now }: TestHost, queue: Queue, names: readonly string[]): Promise<void> {
  const nowMs = now().getTime();
  const [vital] = chart.filter(({ resourceType }) => resourceType === 'Observation');
  for (const name of names)
    if (queue === 'patients')
      await store.wakePatients([{ source: 'ward', patient: name, services: [service] }], {
        nowMs,
        debounceMs: 0,
        maxWaitMs: 0,
      });
    else {
      const body = Buffer.from(JSON.stringify({ ...vital, id: name }));
      const attributes = { method: 'POST', path: '' };
      await store.acceptEvent({ source: 'ward', key: name, receivedAtMs: nowMs, body, attributes });
    }
}

async function deadOf({ store }: TestHost) {
  const dead = { state: 'dead', limit: 100 } as const;
  return [...(await store.listEvents(dead)), ...(await store.listWork(dead))];
}
const openOf = async ({ store }: TestHost, queue: Queue) => {
  const { events, work } = await store.inboxStatus();
  return queue === 'patients' ? work.waiting + work.taken : events.waiting + events.taken;
};

/** Until it holds, or nobody waits for it any more. */
async function until(holds: () => boolean | Promise<boolean>, over?: AbortSignal): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    if (over?.aborted || (await holds())) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not happen in time');
}

const metricOf = async ({ metrics }: TestHost, queue: Queue, retry: boolean): Promise<number> => {
  const stage = queue === 'patients' ? 'answer' : 'settle';
  const line = `cardwright_failed_attempts_total{stage="${stage}",source="ward",code="abandoned",retry="${retry}"}`;
  const found = (await metrics.registry.metrics()).split('\n').find((text) => text.startsWith(line));
  return found === undefined ? 0 : Number(found.slice(line.length));
};

describe.each(['patients', 'notifications'] as const)('%s', (queue) => {
  test('what its process dies of is given up after five deaths; those beside it are done once', async () => {
    const begun: Begun = [];
    let deaths = 0;
    for (let life = 0; life < 6; life += 1) {
      const died = Promise.withResolvers<string>();
      const fhir = asking(queue, async (name) => {
        if (name === poison) died.resolve('died');
        // In the first life it dies with everything in hand; nothing of it has ended.
        if (life === 0 || name === poison) return never();
      });
      const { host, worker } = await startProcess({ queue, fhir, begun, atMs: startMs + life * leaseMs });
      if (life === 0) await put(host, queue, [...neighbours.slice(0, 3), poison, ...neighbours.slice(3)]);
      worker.wake();
      const over = new AbortController();
      const givenUp = until(async () => (await deadOf(host)).length > 0, over.signal).then(() => 'given up');
      const end = await Promise.race([died.promise, givenUp]);
      over.abort();
      await givenUp;
      if (end !== 'died') break;
      deaths += 1;
      await host.store.close();
    }
    expect(deaths).toBe(5);
    const { host } = running.at(-1) ?? {};
    if (host === undefined) throw new Error('nobody lives');
    await until(async () => (await openOf(host, queue)) === 0);
    expect(await deadOf(host)).toMatchObject([{ source: 'ward', lastError: 'abandoned' }]);
    const later = begun.slice(neighbours.length + 1);
    // Each once more, alone, and done by it; the guilty one until it is given up.
    expect(later.map(({ name }) => name).filter((name) => name !== poison)).toEqual(neighbours);
    expect(later.filter(({ name }) => name === poison)).toHaveLength(5);
    expect(later.filter(({ inHand }) => inHand !== 1)).toEqual([]);
    expect(await metricOf(host, queue, false)).toBe(1);
    expect(host.logged.filter((line) => line.includes('"code":"abandoned"'))).toHaveLength(1);
  });

  test('what never ends loses its place and its lease, and is given up; the others are done once', async () => {
    const begun: Begun = [];
    const fhir = asking(queue, (name) => (name === poison ? never() : Promise.resolve()));
    const { host, worker } = await startProcess({ queue, fhir, begun, deadlineMs: 1_000 });
    await put(host, queue, [...neighbours.slice(0, 3), poison, ...neighbours.slice(3)]);
    for (let attempt = 0; attempt <= 5; attempt += 1) {
      host.setTime(new Date(startMs + attempt * leaseMs).toISOString());
      await put(host, queue, [`fresh${attempt}`]);
      worker.wake();
      await worker.idle();
    }
    expect(await openOf(host, queue)).toBe(0);
    expect(await deadOf(host)).toMatchObject([{ lastError: 'abandoned' }]);
    const others = begun.map(({ name }) => name).filter((name) => name !== poison);
    expect(others.toSorted()).toEqual([...[0, 1, 2, 3, 4, 5].map((n) => `fresh${n}`), ...neighbours].toSorted());
    expect(await metricOf(host, queue, true)).toBe(4);
    expect(await metricOf(host, queue, false)).toBe(1);
  }, 30_000);

  test('a source that was away for long, and one death: not given up', async () => {
    let isAway = true;
    const fhir = asking(queue, async () => {
      if (isAway) throw new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.');
    });
    const { host, worker } = await startProcess({ queue, fhir });
    await put(host, queue, ['p1']);
    const lookAt = async (ms: number) => {
      host.setTime(new Date(startMs + ms).toISOString());
      worker.wake();
      await worker.idle();
    };
    for (let attempt = 0; attempt < 20; attempt += 1) await lookAt(attempt * 300_000);
    // A process that takes it and is killed.
    const { store, now } = host;
    const diesAtMs = now().getTime() + 300_000;
    const taken = queue === 'patients' ? await store.takeWork(1, diesAtMs) : await store.takeEvents(1, diesAtMs);
    expect(taken).toMatchObject([{ attempts: 21, abandoned: 0 }]);
    await lookAt(diesAtMs - startMs + leaseMs);
    isAway = false;
    await lookAt(diesAtMs - startMs + leaseMs + 300_000);
    expect(await deadOf(host)).toEqual([]);
    expect(await openOf(host, queue)).toBe(0);
  });

  test('stopped with something in hand that does not let go: due at once, and not counted', async () => {
    const { host, worker } = await startProcess({ queue, fhir: asking(queue, never) });
    await put(host, queue, ['p1']);
    worker.wake();
    await until(async () => (await host.store.inboxStatus())[queue === 'patients' ? 'work' : 'events'].taken === 1);
    await worker.stop();
    const { store } = host;
    const taken = queue === 'patients' ? await store.takeWork(1, startMs) : await store.takeEvents(1, startMs);
    expect(taken).toMatchObject([{ abandoned: 0 }]);
  });
});
