import { expect } from '@jest/globals';
import { maxPurgedRows } from './store.ts';
import type { EventSettlement, IncomingEvent, PatientWake, Sighting, StatePlace, Store, WakeTiming } from './store.ts';

/** Runs a test on an empty store. */
export type Run = (title: string, body: (store: Store) => Promise<void>) => void;

const failed = expect.objectContaining({ code: 'store-failed' });
const timing = (nowMs: number, change: Partial<WakeTiming> = {}): WakeTiming => ({
  nowMs,
  debounceMs: 100,
  maxWaitMs: 1000,
  ...change,
});
const wake = (patient: string, services = ['news2'], source = 'ward'): PatientWake => ({ source, patient, services });
const event = (key: string, receivedAtMs = 1000): IncomingEvent => ({
  source: 'ward',
  key,
  receivedAtMs,
  body: new Uint8Array([1, 2, 3]),
  attributes: { method: 'PUT' },
});
const sighting = (resource: string, change: Partial<Sighting> = {}): Sighting => ({
  source: 'ward',
  resource,
  patient: 'p1',
  versionId: '1',
  lastUpdatedMs: 1000,
  ...change,
});

/** The first work that is due. */
async function takeOne(store: Store, nowMs: number) {
  const [work] = await store.takeWork(1, nowMs);
  if (work === undefined) throw new Error('no work is due');
  return work;
}

async function takeEvent(store: Store, nowMs = 1000) {
  const [taken] = await store.takeEvents(1, nowMs);
  if (taken === undefined) throw new Error('no event is due');
  return taken;
}

/** What operators do with events. */
export function operatorContract(run: Run): void {
  run('what cannot be read is quarantined: listed, read with its body, not tried again', async (store) => {
    await store.acceptEvent(event('k1'));
    const { id } = await takeEvent(store);
    await store.quarantineEvent(id, 'bad-json');
    expect(await store.takeEvents(5, 1e12)).toEqual([]);
    const summary = { id, source: 'ward', state: 'quarantined', receivedAtMs: 1000, attempts: 1, bodyBytes: 3 };
    expect(await store.listEvents({ limit: 5 })).toStrictEqual([{ ...summary, lastError: 'bad-json' }]);
    const read = await store.readEvent(id);
    expect(read).toEqual({
      ...event('k1'),
      id,
      attempts: 1,
      abandoned: 0,
      lastError: 'bad-json',
      state: 'quarantined',
    });
    expect(await store.readEvent(id + 1)).toBeUndefined();
  });

  run('lists newest first, by state and source, up to a limit', async (store) => {
    for (const key of ['a', 'b', 'c']) await store.acceptEvent(event(key));
    await store.acceptEvent({ ...event('a'), source: 'lab' });
    const { id } = await takeEvent(store);
    await store.failEvent(id, 'internal', undefined);
    const ids = async (filter: Parameters<Store['listEvents']>[0]) =>
      (await store.listEvents(filter)).map((item) => item.id);
    const all = await ids({ limit: 10 });
    expect(all).toEqual(all.toSorted((a, b) => b - a));
    expect(all).toHaveLength(4);
    expect(await ids({ limit: 2 })).toEqual(all.slice(0, 2));
    expect(await ids({ state: 'dead', limit: 10 })).toEqual([id]);
    expect(await ids({ source: 'lab', limit: 10 })).toEqual(all.slice(0, 1));
    expect(await ids({ state: 'dead', source: 'lab', limit: 10 })).toEqual([]);
    expect(await ids({ limit: -1 })).toEqual([]);
  });

  run('dead and quarantined events are put back with no attempts behind them; others are left alone', async (store) => {
    for (const key of ['a', 'b', 'c']) await store.acceptEvent(event(key));
    const [a, b, c] = await store.takeEvents(3, 1000);
    const ids = [a, b, c].map((item) => item?.id ?? -1);
    await store.failEvent(ids[0] ?? -1, 'internal', undefined);
    await store.quarantineEvent(ids[1] ?? -1, 'bad-json');
    expect(await store.requeueEvents([...ids, 999_999], 5000)).toBe(2);
    expect(await store.takeEvents(5, 4999)).toEqual([]);
    expect(await store.takeEvents(5, 5000)).toMatchObject([
      { key: 'a', attempts: 1 },
      { key: 'b', attempts: 1 },
    ]);
    expect(await store.requeueEvents([], 5000)).toBe(0);
  });
}

/** Where events end. */
export function endedEventContract(run: Run): void {
  run('a discarded event is done, without its body, and its repeat is still a duplicate', async (store) => {
    await store.acceptEvent(event('k1'));
    await store.acceptEvent(event('k2'));
    const { id } = await takeEvent(store);
    await store.quarantineEvent(id, 'bad-json');
    expect(await store.discardEvents([id, id + 1])).toBe(1);
    expect(await store.discardEvents([id])).toBe(0);
    expect(await store.readEvent(id)).toMatchObject({ state: 'done', body: new Uint8Array() });
    expect(await store.listEvents({ state: 'done', limit: 5 })).toMatchObject([{ id, bodyBytes: 0 }]);
    expect(await store.acceptEvent(event('k1'))).toBe('duplicate');
    expect(await store.requeueEvents([id], 1)).toBe(0);
  });

  run('what another worker completed is not brought back by one that was too late', async (store) => {
    await store.acceptEvent(event('k1'));
    const { id } = await takeEvent(store);
    await store.completeEvent(id);
    await store.failEvent(id, 'fhir-unreachable', 1);
    await store.quarantineEvent(id, 'bad-json');
    expect(await store.takeEvents(5, 1e12)).toEqual([]);
    expect(await store.listEvents({ limit: 5 })).toMatchObject([{ id, state: 'done' }]);
  });

  run('the status counts every state, and says since when the oldest open item waits', async (store) => {
    const none = { waiting: 0, taken: 0, dead: 0 };
    expect(await store.inboxStatus()).toStrictEqual({ events: { ...none, done: 0, quarantined: 0 }, work: none });
    for (const [index, key] of ['a', 'b', 'c', 'd', 'e'].entries()) await store.acceptEvent(event(key, 1000 + index));
    const ids = (await store.takeEvents(4, 2000)).map((item) => item.id);
    await store.completeEvent(ids[0] ?? -1);
    await store.failEvent(ids[1] ?? -1, 'internal', undefined);
    await store.quarantineEvent(ids[2] ?? -1, 'bad-json');
    await store.wakePatients([wake('p1')], timing(1001));
    const events = { waiting: 1, taken: 1, done: 1, dead: 1, quarantined: 1 };
    expect(await store.inboxStatus()).toEqual({ events, work: { ...none, waiting: 1 }, oldestOpenMs: 1001 });
    await store.completeWork(await takeOne(store, 2000), 2000);
    expect(await store.inboxStatus()).toMatchObject({ work: none, oldestOpenMs: 1003 });
  });
}

/** Settling an event with what follows from it. */
export function settlementContract(run: Run): void {
  const settlement: EventSettlement = {
    wakes: [wake('p1')],
    sightings: [sighting('Observation/1')],
    timing: timing(1000),
  };
  run('an event is completed together with what was seen and who is woken', async (store) => {
    await store.acceptEvent(event('k1'));
    const { id } = await takeEvent(store);
    await store.settleEvent(id, settlement);
    expect((await store.inboxStatus()).events).toMatchObject({ done: 1, taken: 0 });
    expect(await store.takeWork(5, 1100)).toMatchObject([{ patient: 'p1' }]);
    expect(await store.readSightings('ward', ['Observation/1'])).toHaveLength(1);
  });

  run('both or neither: what cannot be completed wakes nobody, and others are not held up', async (store) => {
    await store.acceptEvent(event('k1'));
    const { id } = await takeEvent(store);
    const [missing, there] = await Promise.allSettled([
      store.settleEvent(id + 1, { ...settlement, wakes: [wake('p2')], sightings: [sighting('Observation/2')] }),
      store.settleEvent(id, settlement),
    ]);
    expect(missing).toEqual({ status: 'rejected', reason: failed });
    expect(there.status).toBe('fulfilled');
    expect((await store.takeWork(5, 1e9)).map(({ patient }) => patient)).toEqual(['p1']);
    expect(await store.readSightings('ward', ['Observation/2'])).toEqual([]);
  });
}

/** The work of patients. */
export function workContract(run: Run): void {
  run(
    'a patient waits until nobody has woken it for a while, and is then taken once with all its services',
    async (store) => {
      await store.wakePatients([wake('p1', ['b', 'a'])], timing(1000));
      await store.wakePatients([wake('p1', ['c', 'a'])], timing(1050));
      expect(await store.takeWork(5, 1149)).toEqual([]);
      const [work, ...others] = await store.takeWork(5, 1150);
      expect(others).toEqual([]);
      expect(work).toMatchObject({ source: 'ward', patient: 'p1', attempts: 1, wokenAtMs: 1000 });
      expect(work?.services.toSorted()).toEqual(['a', 'b', 'c']);
      expect(await store.takeWork(5, 1150)).toEqual([]);
    },
  );

  run('one that is woken all the time is due after the longest wait', async (store) => {
    for (let nowMs = 1000; nowMs <= 1950; nowMs += 50) {
      await store.wakePatients([wake('p1')], timing(nowMs));
      expect(await store.takeWork(5, nowMs)).toEqual([]);
    }
    expect(await store.takeWork(5, 1999)).toEqual([]);
    expect(await store.takeWork(5, 2000)).toHaveLength(1);
  });

  run(
    'one that waits for a time to come and is woken all the time is due after the longest wait, too',
    async (store) => {
      await store.wakePatients([wake('p1', ['later'])], { nowMs: 9e6, debounceMs: 0, maxWaitMs: 0 });
      for (let nowMs = 1000; nowMs <= 1950; nowMs += 50) {
        await store.wakePatients([wake('p1')], timing(nowMs));
        expect(await store.takeWork(5, nowMs)).toEqual([]);
      }
      expect((await store.inboxStatus()).oldestOpenMs).toBe(1000);
      expect(await takeOne(store, 2000)).toMatchObject({ wokenAtMs: 1000 });
    },
  );

  run('a burst of ten thousand wakes of one patient is one piece of work', async (store) => {
    const burst = Array.from({ length: 100 }, (_, index) =>
      store.wakePatients(
        Array.from({ length: 100 }, () => wake('p1', [`s${index % 7}`])),
        timing(1000 + index),
      ),
    );
    await Promise.all(burst);
    const [work, ...others] = await store.takeWork(100, 5000);
    expect(work?.services).toHaveLength(7);
    expect(others).toEqual([]);
  });

  run('the same id at another source is another patient', async (store) => {
    await store.wakePatients([wake('p1'), wake('p1', ['x'], 'lab')], timing(1000));
    const taken = await store.takeWork(5, 1100);
    expect(taken.map(({ source }) => source).toSorted()).toEqual(['lab', 'ward']);
  });

  run('the longest due first, no more than asked for', async (store) => {
    await store.wakePatients([wake('late')], timing(3000));
    await store.wakePatients([wake('first')], timing(1000));
    await store.wakePatients([wake('second')], timing(2000));
    expect(await store.takeWork(0, 9000)).toEqual([]);
    expect((await store.takeWork(2, 9000)).map(({ patient }) => patient)).toEqual(['first', 'second']);
    expect((await store.takeWork(2, 9000)).map(({ patient }) => patient)).toEqual(['late']);
  });
}

/** Several sources, of which one may hang. */
export function shareContract(run: Run): void {
  const eventOf = (source: string, key: string, receivedAtMs: number) => ({ ...event(key, receivedAtMs), source });
  run('work: of each source no more than its share, what is in hand counted, the longest due first', async (store) => {
    const patients = ['p1', 'p2', 'p3', 'p4', 'p5'];
    await store.wakePatients(
      patients.map((patient) => wake(patient, ['x'], 'ward')),
      timing(1000),
    );
    await store.wakePatients(
      patients.map((patient) => wake(patient, ['x'], 'lab')),
      timing(2000),
    );
    await store.wakePatients([wake('p9', ['x'], 'er')], timing(1500));
    const take = async (limit: number, most: number, inHand = {}) =>
      (await store.takeWork(limit, 9000, { most, inHand })).map(({ source }) => source);
    expect(await take(0, 3)).toEqual([]);
    expect(await take(8, 3, { ward: 3, lab: 4 })).toEqual(['er']);
    expect(await take(4, 3, { ward: 1 })).toEqual(['ward', 'ward', 'lab', 'lab']);
    expect(await take(2, 3)).toEqual(['ward', 'ward']);
    expect(await take(9, 3)).toEqual(['ward', 'lab', 'lab', 'lab']);
    expect(await take(9, 3)).toEqual([]);
  });

  run('events: of each source no more than its share, what is in hand counted', async (store) => {
    for (const key of ['a', 'b', 'c', 'd']) await store.acceptEvent(eventOf('ward', key, 1000));
    for (const key of ['a', 'b', 'c']) await store.acceptEvent(eventOf('lab', key, 2000));
    const take = async (limit: number, most: number, inHand = {}) =>
      (await store.takeEvents(limit, 3000, { most, inHand })).map(({ source, key }) => `${source} ${key}`);
    expect(await take(8, 2, { lab: 1 })).toEqual(['ward a', 'ward b', 'lab a']);
    expect(await take(8, 2, { ward: 2 })).toEqual(['lab b', 'lab c']);
    expect((await store.takeEvents(8, 3000)).map(({ key }) => key)).toEqual(['c', 'd']);
    expect(await take(8, 2)).toEqual([]);
  });
}

/** What is done, and what comes meanwhile. */
export function doneWorkContract(run: Run): void {
  run('what is done is gone', async (store) => {
    await store.wakePatients([wake('p1')], timing(1000));
    const work = await takeOne(store, 1100);
    expect(await store.completeWork(work, 1200)).toBe('completed');
    expect(await store.takeWork(5, 1e12)).toEqual([]);
    expect((await store.inboxStatus()).work).toEqual({ waiting: 0, taken: 0, dead: 0 });
    expect(await store.completeWork(work, 1200)).toBe('lost');
  });

  run('woken while it is taken: remembered, and due again afterwards with what woke it then', async (store) => {
    await store.wakePatients([wake('p1', ['a'])], timing(1000));
    const first = await takeOne(store, 1100);
    await store.wakePatients([wake('p1', ['b'])], timing(1150));
    await store.wakePatients([wake('p1', ['c'])], timing(1200));
    expect(await store.takeWork(5, 1500)).toEqual([]);
    expect(await store.completeWork(first, 1210)).toBe('completed');
    expect(await store.takeWork(5, 1299)).toEqual([]);
    const second = await takeOne(store, 1300);
    expect(second).toMatchObject({ services: ['b', 'c'], attempts: 1, wokenAtMs: 1150 });
    expect(second.lease).not.toBe(first.lease);
  });
}

/** What goes wrong with work. */
export function failedWorkContract(run: Run): void {
  run('failed, it is due again at its time; wakes do not bring that forward', async (store) => {
    await store.wakePatients([wake('p1', ['a'])], timing(1000));
    expect(await store.failWork(await takeOne(store, 1100), 'fhir-unreachable', 9000)).toBe('failed');
    await store.wakePatients([wake('p1', ['b'])], timing(2000));
    expect(await store.takeWork(5, 8999)).toEqual([]);
    expect(await takeOne(store, 9000)).toMatchObject({ services: ['a', 'b'], attempts: 2, wokenAtMs: 1000 });
  });

  run('failed and woken meanwhile: due at the time of the retry, with both', async (store) => {
    await store.wakePatients([wake('p1', ['a'])], timing(1000));
    const work = await takeOne(store, 1100);
    await store.wakePatients([wake('p1', ['b'])], timing(1200));
    await store.failWork(work, 'fhir-unreachable', 9000);
    expect(await store.takeWork(5, 8999)).toEqual([]);
    expect(await takeOne(store, 9000)).toMatchObject({ services: ['a', 'b'], attempts: 2 });
  });

  run('given up, it is listed and counted, and the next wake begins it anew', async (store) => {
    await store.wakePatients([wake('p1', ['a'])], timing(1000));
    await store.failWork(await takeOne(store, 1100), 'fhir-refused', undefined);
    expect(await store.takeWork(5, 1e12)).toEqual([]);
    expect((await store.inboxStatus()).work).toEqual({ waiting: 0, taken: 0, dead: 1 });
    expect(await store.listWork({ state: 'dead', limit: 5 })).toStrictEqual([
      { source: 'ward', state: 'dead', services: ['a'], attempts: 1, wokenAtMs: 1000, lastError: 'fhir-refused' },
    ]);
    expect(await store.listWork({ state: 'waiting', limit: 5 })).toEqual([]);
    expect(await store.listWork({ source: 'lab', limit: 5 })).toEqual([]);
    expect(await store.listWork({ limit: 0 })).toEqual([]);
    await store.wakePatients([wake('p1', ['b'])], timing(5000));
    expect(await takeOne(store, 5100)).toMatchObject({ services: ['a', 'b'], attempts: 1, wokenAtMs: 5000 });
  });

  run('given up and woken meanwhile: what came meanwhile counts', async (store) => {
    await store.wakePatients([wake('p1', ['a'])], timing(1000));
    const work = await takeOne(store, 1100);
    await store.wakePatients([wake('p1', ['b'])], timing(1200));
    await store.failWork(work, 'fhir-refused', undefined);
    expect(await takeOne(store, 1300)).toMatchObject({ services: ['a', 'b'], attempts: 1 });
  });

  run('an operator makes what was given up due now, of one source or of all', async (store) => {
    await store.wakePatients([wake('p1'), wake('p2'), wake('p3', ['a'], 'lab')], timing(1000));
    for (const work of await store.takeWork(5, 1100)) await store.failWork(work, 'fhir-refused', undefined);
    expect(await store.requeueWork('lab', 2000)).toBe(1);
    expect(await store.takeWork(5, 1999)).toEqual([]);
    expect(await takeOne(store, 2000)).toMatchObject({ patient: 'p3', attempts: 1 });
    expect(await store.requeueWork(undefined, 3000)).toBe(2);
    expect(await store.requeueWork(undefined, 3000)).toBe(0);
    expect(await store.takeWork(5, 3000)).toHaveLength(2);
  });
}

/** What ends before the work does. */
export function lostWorkContract(run: Run): void {
  run('a lost lease: the next one has it, with what came meanwhile, and the first can do nothing', async (store) => {
    await store.wakePatients([wake('p1', ['a'])], timing(1000));
    const lost = await takeOne(store, 1100);
    await store.wakePatients([wake('p1', ['b'])], timing(1200));
    expect(await store.takeWork(5, 61_099)).toEqual([]);
    const held = await takeOne(store, 61_100);
    expect(held).toMatchObject({ services: ['a', 'b'], attempts: 1, abandoned: 1, wokenAtMs: 1000 });
    expect(await store.completeWork(lost, 61_200)).toBe('lost');
    expect(await store.failWork(lost, 'internal', undefined)).toBe('lost');
    expect((await store.inboxStatus()).work).toEqual({ waiting: 0, taken: 1, dead: 0 });
    expect(await store.completeWork(held, 61_300)).toBe('completed');
    expect((await store.inboxStatus()).work).toEqual({ waiting: 0, taken: 0, dead: 0 });
  });

  run('a lease that ended, and that nobody else has taken, still completes', async (store) => {
    await store.wakePatients([wake('p1')], timing(1000));
    const work = await takeOne(store, 1100);
    expect(await store.completeWork(work, 1e9)).toBe('completed');
  });
}

/** Versions of resources. */
export function sightingContract(run: Run): void {
  run('of two sightings the later one stays, in whatever order they come; of equals the last', async (store) => {
    const versions = async () =>
      (await store.readSightings('ward', ['Observation/1'])).map(({ versionId, patient }) => [versionId, patient]);
    await store.recordSightings([sighting('Observation/1', { versionId: '2', lastUpdatedMs: 2000 })], 1);
    await store.recordSightings([sighting('Observation/1', { versionId: '1', lastUpdatedMs: 1000 })], 2);
    expect(await versions()).toEqual([['2', 'p1']]);
    await store.recordSightings(
      [
        sighting('Observation/1', { versionId: '3', lastUpdatedMs: 3000, patient: 'p2' }),
        sighting('Observation/1', { versionId: '2b', lastUpdatedMs: 2500 }),
      ],
      3,
    );
    expect(await versions()).toEqual([['3', 'p2']]);
    await store.recordSightings([sighting('Observation/1', { versionId: '4', lastUpdatedMs: 3000 })], 4);
    expect(await versions()).toEqual([['4', 'p1']]);
  });

  run('those that were seen are given, as they were written', async (store) => {
    const gone = { source: 'ward', resource: 'Observation/2', patient: 'p1', lastUpdatedMs: 0, isGone: true };
    await store.recordSightings([sighting('Observation/1'), gone, sighting('Observation/3', { source: 'lab' })], 7);
    const seen = await store.readSightings('ward', [
      'Observation/1',
      'Observation/2',
      'Observation/3',
      'Observation/4',
    ]);
    expect(seen.toSorted((a, b) => (a.resource < b.resource ? -1 : 1))).toStrictEqual([
      { ...sighting('Observation/1'), seenAtMs: 7 },
      { ...gone, seenAtMs: 7 },
    ]);
    expect(await store.readSightings('ward', [])).toEqual([]);
  });
}

/** How long what was seen is kept. */
export function keptSightingContract(run: Run): void {
  const left = async (store: Store) =>
    (await store.sightingsBefore(1e12)).map(({ source, resource, seenAtMs }) => `${source} ${resource} ${seenAtMs}`);

  run('the longest not seen come first, with everything that is known of them', async (store) => {
    await store.recordSightings([sighting('Observation/2')], 20);
    await store.recordSightings([sighting('Observation/1', { source: 'lab', isGone: true })], 10);
    expect(await store.sightingsBefore(10)).toEqual([]);
    expect(await store.sightingsBefore(20)).toStrictEqual([
      { ...sighting('Observation/1', { source: 'lab', isGone: true }), seenAtMs: 10 },
    ]);
    expect(await left(store)).toEqual(['lab Observation/1 10', 'ward Observation/2 20']);
  });

  run('recorded again as it is, it was seen now; an earlier version changes nothing', async (store) => {
    await store.recordSightings([sighting('Observation/1', { lastUpdatedMs: 5 })], 10);
    await store.recordSightings([sighting('Observation/1', { lastUpdatedMs: 4 })], 20);
    expect(await left(store)).toEqual(['ward Observation/1 10']);
    await store.recordSightings([sighting('Observation/1', { lastUpdatedMs: 5 })], 30);
    expect(await left(store)).toEqual(['ward Observation/1 30']);
  });

  run('what a notification settles was seen when it was settled', async (store) => {
    await store.acceptEvent(event('k1'));
    const { id } = await takeEvent(store);
    await store.settleEvent(id, { wakes: [], sightings: [sighting('Observation/1')], timing: timing(1234) });
    expect(await left(store)).toEqual(['ward Observation/1 1234']);
  });

  run('forgotten is what is named and was not seen since', async (store) => {
    const all = [1, 2, 3].map((n) => sighting(`Observation/${n}`));
    await store.recordSightings([...all, sighting('Observation/1', { source: 'lab' })], 10);
    await store.recordSightings([sighting('Observation/2')], 30);
    expect(await store.forgetSightings(all.slice(0, 2), 20)).toBe(1);
    expect(await store.forgetSightings([], 20)).toBe(0);
    expect((await left(store)).toSorted()).toEqual([
      'lab Observation/1 10',
      'ward Observation/2 30',
      'ward Observation/3 10',
    ]);
    expect(await store.readSightings('ward', ['Observation/1'])).toEqual([]);
  });

  run('a bounded number at a time', async (store) => {
    const many = Array.from({ length: maxPurgedRows + 20 }, (_, n) => sighting(`Observation/${n}`));
    await store.recordSightings(many, 10);
    const first = await store.sightingsBefore(20);
    expect(first).toHaveLength(maxPurgedRows);
    expect(await store.forgetSightings(first, 20)).toBe(maxPurgedRows);
    expect(await store.sightingsBefore(20)).toHaveLength(20);
  });
}

/** Small state. */
export function stateContract(run: Run): void {
  const place = (key: string, change: Partial<StatePlace> = {}): StatePlace => ({
    collection: 'published',
    source: 'ward',
    key,
    ...change,
  });
  run('is written where its revision is the expected one', async (store) => {
    expect(await store.readState(place('a'))).toBeUndefined();
    expect(await store.writeState(place('a'), { n: 1 }, 1)).toBe(false);
    expect(await store.writeState(place('a'), { n: 1 }, undefined)).toBe(true);
    expect(await store.readState(place('a'))).toStrictEqual({ body: { n: 1 }, revision: 1 });
    expect(await store.writeState(place('a'), { n: 2 }, undefined)).toBe(false);
    expect(await store.writeState(place('a'), [null, 'µ\u0000'], 1)).toBe(true);
    expect(await store.writeState(place('a'), { n: 3 }, 1)).toBe(false);
    expect(await store.readState(place('a'))).toStrictEqual({ body: [null, 'µ\u0000'], revision: 2 });
  });

  run('of many writers of the same revision exactly one is told yes', async (store) => {
    const first = Array.from({ length: 20 }, (_, n) => store.writeState(place('a'), n, undefined));
    expect((await Promise.all(first)).filter(Boolean)).toHaveLength(1);
    const second = Array.from({ length: 20 }, (_, n) => store.writeState(place('a'), n, 1));
    expect((await Promise.all(second)).filter(Boolean)).toHaveLength(1);
  });

  run('lists a collection of a source; what is deleted is gone', async (store) => {
    await store.writeState(place('b'), 1, undefined);
    await store.writeState(place('a'), 2, undefined);
    await store.writeState(place('a', { collection: 'sweep' }), 3, undefined);
    await store.writeState(place('a', { source: 'lab' }), 4, undefined);
    const keys = async () => (await store.listStates('published', 'ward')).map(({ key }) => key).toSorted();
    expect(await keys()).toEqual(['a', 'b']);
    expect((await store.listStates('sweep', 'ward'))[0]).toStrictEqual({
      ...place('a', { collection: 'sweep' }),
      body: 3,
      revision: 1,
    });
    await store.deleteState(place('b'));
    await store.deleteState(place('never'));
    expect(await keys()).toEqual(['a']);
    expect(await store.writeState(place('b'), 5, undefined)).toBe(true);
  });

  run('a long list is whole, and what is accepted meanwhile does not wait for its end', async (store) => {
    const keys = Array.from({ length: 2_000 }, (_, index) => String(index));
    await Promise.all(keys.map((key) => store.writeState(place(key), { key }, undefined)));
    const ended: string[] = [];
    const list = store.listStates('published', 'ward').then((states) => {
      ended.push('list');
      return states;
    });
    await store.acceptEvent({ source: 'ward', key: 'k', receivedAtMs: 1, body: new Uint8Array() });
    ended.push('accepted');
    expect((await list).map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
    expect(ended).toEqual(['accepted', 'list']);
  });
}

/** Runs a test on two handles of one empty database. */
export type RunPair = (title: string, body: (a: Store, b: Store) => Promise<void>) => void;

/** Two processes on one database. */
export function sharedContract(run: RunPair): void {
  run('a patient is never leased twice at the same time, and none is forgotten', async (a, b) => {
    const patients = Array.from({ length: 100 }, (_, index) => `p${index}`);
    await Promise.all(patients.map((patient, n) => (n % 2 ? a : b).wakePatients([wake(patient)], timing(1000))));
    const takes = Array.from({ length: 40 }, (_, n) => (n % 2 ? a : b).takeWork(5, 2000));
    const taken = (await Promise.all(takes)).flat();
    expect(taken.map(({ patient }) => patient).toSorted()).toEqual(patients.toSorted());
    expect(new Set(taken.map(({ lease }) => lease)).size).toBe(100);
  });

  run('while one works on a patient the other wakes it: due again, once', async (a, b) => {
    await a.wakePatients([wake('p1', ['a'])], timing(1000));
    const work = await takeOne(a, 1100);
    await Promise.all(Array.from({ length: 20 }, (_, n) => b.wakePatients([wake('p1', [`s${n}`])], timing(1200))));
    const [completed, ...takenMeanwhile] = await Promise.all([a.completeWork(work, 1250), b.takeWork(5, 1250)]);
    expect(completed).toBe('completed');
    expect(takenMeanwhile).toEqual([[]]);
    const both = await Promise.all([a.takeWork(5, 1300), b.takeWork(5, 1300)]);
    expect(both.flat()).toHaveLength(1);
    expect(both.flat()[0]?.services).toHaveLength(20);
  });

  run('first wakes of the same patients in both at once are one work each', async (a, b) => {
    const wakes = Array.from({ length: 30 }, (_, index) => wake(`p${index}`));
    await Promise.all([a, b, a, b].map((store) => store.wakePatients(wakes, timing(1000))));
    const reversed = wakes.toReversed();
    await Promise.all([a.wakePatients(wakes, timing(1001)), b.wakePatients(reversed, timing(1001))]);
    expect(await a.takeWork(100, 2000)).toHaveLength(30);
    expect(await b.takeWork(100, 2000)).toEqual([]);
  });

  run('a lease that one lost is the other one’s, and only that one completes', async (a, b) => {
    await a.wakePatients([wake('p1')], timing(1000));
    const lost = await takeOne(a, 1100);
    const held = await takeOne(b, 61_100);
    expect(await Promise.all([a.completeWork(lost, 61_200), b.completeWork(held, 61_200)])).toEqual([
      'lost',
      'completed',
    ]);
  });
}

/** Two processes that write the same. */
export function sharedWriteContract(run: RunPair): void {
  run('events are taken once; settled in both orders the later sighting stays', async (a, b) => {
    const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
    const accepted = keys.flatMap((key) => [a, b].map((store) => store.acceptEvent(event(key))));
    expect((await Promise.all(accepted)).filter((answer) => answer === 'accepted')).toHaveLength(60);
    const taken = (await Promise.all([a, b, a, b, a, b].map((store) => store.takeEvents(10, 1000)))).flat();
    expect(new Set(taken.map(({ key }) => key)).size).toBe(60);
    await Promise.all(
      taken.map(({ id }, n) =>
        (n % 2 ? a : b).settleEvent(id, {
          wakes: [wake(`p${n % 3}`), wake(`p${(n + 1) % 3}`)],
          sightings: [sighting('Observation/1', { lastUpdatedMs: n, versionId: String(n) })],
          timing: timing(1000 + n),
        }),
      ),
    );
    expect((await a.readSightings('ward', ['Observation/1']))[0]?.versionId).toBe('59');
    expect((await b.inboxStatus()).events).toMatchObject({ done: 60, waiting: 0, taken: 0 });
    expect(await b.takeWork(100, 1e9)).toHaveLength(3);
  });

  run('of writers of a state in both exactly one is told yes at each revision', async (a, b) => {
    const place: StatePlace = { collection: 'sweep', source: 'ward', key: 'all' };
    for (const revision of [undefined, 1, 2, 3]) {
      const writes = [a, b, a, b].map((store, n) => store.writeState(place, { n }, revision));
      expect((await Promise.all(writes)).filter(Boolean)).toHaveLength(1);
    }
    expect((await a.readState(place))?.revision).toBe(4);
    expect((await b.readState(place))?.revision).toBe(4);
  });
}
