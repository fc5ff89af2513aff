import { expect } from '@jest/globals';
import type { Run } from './door2-contract.ts';
import type { IncomingEvent, Store, SuspectRule, TakenEvent, TakenWork, WakeTiming } from './store.ts';

const leaseMs = 60_000;
const eventOf = (key: string): IncomingEvent => ({
  source: 'ward',
  key,
  receivedAtMs: 1000,
  body: new Uint8Array([1]),
});
const timing = (nowMs: number): WakeTiming => ({ nowMs, debounceMs: 0, maxWaitMs: 0 });

/** The two queues, alike. */
interface Queue {
  readonly name: string;
  /** Puts them in, due at once. */
  readonly put: (store: Store, names: readonly string[], nowMs: number) => Promise<void>;
  readonly take: (store: Store, limit: number, nowMs: number, suspects?: SuspectRule) => Promise<readonly Taken[]>;
  readonly fail: (store: Store, item: Taken, error: string, retryAtMs: number | undefined) => Promise<unknown>;
  readonly requeue: (store: Store, item: Taken, nowMs: number) => Promise<number>;
}

interface Taken {
  readonly name: string;
  readonly attempts: number;
  readonly abandoned: number;
  readonly event?: TakenEvent;
  readonly work?: TakenWork;
}

const events: Queue = {
  name: 'event',
  put: async (store, names, nowMs) => {
    for (const name of names) await store.acceptEvent({ ...eventOf(name), receivedAtMs: nowMs });
  },
  take: async (store, limit, nowMs, suspects) =>
    (await store.takeEvents(limit, nowMs, undefined, suspects)).map((event) => ({ ...event, name: event.key, event })),
  fail: (store, { event }, error, retryAtMs) => store.failEvent(event?.id ?? -1, error, retryAtMs),
  requeue: (store, { event }, nowMs) => store.requeueEvents([event?.id ?? -1], nowMs),
};

const patients: Queue = {
  name: 'patient',
  put: async (store, names, nowMs) => {
    for (const patient of names)
      await store.wakePatients([{ source: 'ward', patient, services: ['s'] }], timing(nowMs));
  },
  take: async (store, limit, nowMs, suspects) =>
    (await store.takeWork(limit, nowMs, undefined, suspects)).map((work) => ({ ...work, name: work.patient, work })),
  fail: async (store, { work }, error, retryAtMs) => work && store.failWork(work, error, retryAtMs),
  requeue: (store, _item, nowMs) => store.requeueWork(undefined, nowMs),
};

/** Attempts that never ended, and what was in hand with them. */
export function abandonedContract(run: Run): void {
  for (const queue of [events, patients]) {
    countsOf(run, queue);
    revivalOf(run, queue);
    lonelinessOf(run, queue);
  }
}

async function takeOne({ take }: Queue, store: Store, nowMs: number): Promise<Taken> {
  const [item] = await take(store, 1, nowMs);
  if (item === undefined) throw new Error('nothing is due');
  return item;
}

function countsOf(run: Run, queue: Queue): void {
  const { name, put, fail } = queue;
  run(`${name}: attempts that never ended are counted in a row, apart from those that ended`, async (store) => {
    await put(store, ['a'], 1000);
    expect(await takeOne(queue, store, 1000)).toMatchObject({ attempts: 1, abandoned: 0 });
    for (const n of [1, 2, 3, 4, 5, 6])
      expect(await takeOne(queue, store, 1000 + n * leaseMs)).toMatchObject({ attempts: 1, abandoned: n });
  });

  run(`${name}: an attempt that ended with an error starts the count again`, async (store) => {
    await put(store, ['a'], 1000);
    await takeOne(queue, store, 1000);
    const second = await takeOne(queue, store, 1000 + leaseMs);
    await fail(store, second, 'fhir-unreachable', 100_000);
    expect(await takeOne(queue, store, 100_000)).toMatchObject({ attempts: 2, abandoned: 0 });
    expect(await takeOne(queue, store, 100_000 + leaseMs)).toMatchObject({ attempts: 2, abandoned: 1 });
  });

  run(`${name}: many attempts that failed, and one that never ended, are one`, async (store) => {
    await put(store, ['a'], 1000);
    for (let n = 0; n < 20; n += 1)
      await fail(store, await takeOne(queue, store, 1000 + n), 'fhir-unreachable', 1001 + n);
    await takeOne(queue, store, 2000);
    expect(await takeOne(queue, store, 2000 + leaseMs)).toMatchObject({ attempts: 21, abandoned: 1 });
  });
}

function revivalOf(run: Run, queue: Queue): void {
  const { name, put, take, fail, requeue } = queue;
  const abandonTwice = async (store: Store) => {
    await put(store, ['a'], 1000);
    await takeOne(queue, store, 1000);
    await takeOne(queue, store, 1000 + leaseMs);
    return takeOne(queue, store, 1000 + 2 * leaseMs);
  };
  run(`${name}: given up as abandoned, it is dead, and an operator begins it anew`, async (store) => {
    const held = await abandonTwice(store);
    await fail(store, held, 'abandoned', undefined);
    expect(await take(store, 5, 1e12)).toEqual([]);
    const dead = { state: 'dead', lastError: 'abandoned' };
    const lists = [await store.listEvents({ state: 'dead', limit: 5 }), await store.listWork({ limit: 5 })];
    expect(lists.flat()).toMatchObject([dead]);
    expect(await requeue(store, held, 200_000)).toBe(1);
    expect(await takeOne(queue, store, 200_000)).toMatchObject({ attempts: 1, abandoned: 0 });
  });
  if (queue !== patients) return;
  run('patient: given up as abandoned, the next wake begins it anew', async (store) => {
    await fail(store, await abandonTwice(store), 'abandoned', undefined);
    await put(store, ['a'], 200_000);
    expect(await takeOne(queue, store, 200_000)).toMatchObject({ attempts: 1, abandoned: 0 });
  });
  run('patient: done, what came meanwhile begins anew', async (store) => {
    const { work } = await abandonTwice(store);
    await put(store, ['a'], 200_000);
    expect(work && (await store.completeWork(work, 200_000))).toBe('completed');
    expect(await takeOne(queue, store, 200_000)).toMatchObject({ attempts: 1, abandoned: 0 });
  });
}

function lonelinessOf(run: Run, queue: Queue): void {
  const { name, put, take } = queue;
  const names = async (...values: Parameters<Queue['take']>) => (await take(...values)).map((item) => item.name);
  const end = 1000 + leaseMs;
  /** Two whose lease ends, one that was due before that, and one that is due after it. */
  const fill = async (store: Store) => {
    await put(store, ['s1', 's2'], 1000);
    expect(await names(store, 5, 1000)).toEqual(['s1', 's2']);
    await put(store, ['before'], end - 1);
    await put(store, ['after'], end + 1);
  };
  run(`${name}: a suspect comes alone when its turn has come, one at a time`, async (store) => {
    await fill(store);
    expect(await names(store, 5, end + 5)).toEqual(['before']);
    expect(await names(store, 0, end + 5)).toEqual([]);
    expect(await names(store, 5, end + 5, 'alone')).toEqual(['s1']);
    expect(await names(store, 5, end + 5, 'alone')).toEqual(['s2']);
    expect(await names(store, 5, end + 5, 'alone')).toEqual(['after']);
  });

  run(`${name}: a suspect is held back, and what is due after it waits with it`, async (store) => {
    await fill(store);
    expect(await names(store, 5, end + 5, 'held')).toEqual(['before']);
    expect(await names(store, 5, end + 5, 'held')).toEqual([]);
    expect(await names(store, 5, end + 5, 'alone')).toEqual(['s1']);
  });

  run(`${name}: suspects are passed over, however many there are, and stay`, async (store) => {
    await fill(store);
    expect(await names(store, 2, end + 5, 'passed')).toEqual(['before', 'after']);
    expect(await names(store, 2, end + 5, 'passed')).toEqual([]);
    expect(await names(store, 5, end + 5, 'alone')).toEqual(['s1']);
  });
}
