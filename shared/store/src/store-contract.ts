import { describe, expect, test } from '@jest/globals';
import { abandonedContract } from './abandoned-contract.ts';
import {
  doneWorkContract,
  endedEventContract,
  failedWorkContract,
  keptSightingContract,
  lostWorkContract,
  operatorContract,
  settlementContract,
  sharedContract,
  sharedWriteContract,
  sightingContract,
  stateContract,
  shareContract,
  workContract,
} from './door2-contract.ts';
import type { Run } from './door2-contract.ts';
import { sampleEvaluation } from './sample-evaluation.ts';
import { tokenGraceMs } from './store.ts';
import type { FeedbackItem, IncomingEvent, IssuedCard, Store } from './store.ts';
import { exportContract, purgeContract, resealContract } from './upkeep-contract.ts';

const issued = (uuid: string, evaluation: string): IssuedCard => ({
  uuid,
  evaluation,
  service: 'cvd-risk-prevent',
  patient: 'p1',
  hookInstance: 'h1',
  issuedAt: '2024-03-01T08:00:01Z',
});
const feedback = (card: string, change: Partial<FeedbackItem> = {}): FeedbackItem => ({
  service: 'cvd-risk-prevent',
  card,
  outcome: 'accepted',
  outcomeTimestamp: '2024-03-01T08:01:00Z',
  body: { card, outcome: 'accepted', acceptedSuggestions: [{ id: 's1' }] },
  ...change,
});
const event = (key: string, receivedAtMs = 1000, source = 'ward'): IncomingEvent => ({
  source,
  key,
  receivedAtMs,
  body: new Uint8Array([0, 255, 123, 10]),
  attributes: { method: 'PUT' },
});
const noEvents = { waiting: 0, taken: 0, done: 0, dead: 0, quarantined: 0 };
const failed = expect.objectContaining({ code: 'store-failed' });

/**
 * What every implementation of `Store` must do. `makeStore` gives an empty store whose leases last 60,000 ms; `makePair` two handles,
 * as two processes have them, on one empty database.
 */
export function storeContract(
  name: string,
  makeStore: () => Promise<Store>,
  makePair?: () => Promise<readonly [Store, Store]>,
): void {
  const run = (title: string, body: (store: Store) => Promise<void>) =>
    test(title, async () => {
      const store = await makeStore();
      try {
        await body(store);
      } finally {
        await store.close();
      }
    });
  for (const [part, contract] of Object.entries(contracts)) describe(`${name}: ${part}`, () => contract(run));
  if (makePair === undefined) return;
  const runPair = (title: string, body: (a: Store, b: Store) => Promise<void>) =>
    test(title, async () => {
      const [a, b] = await makePair();
      try {
        await body(a, b);
      } finally {
        await Promise.all([a.close(), b.close()]);
      }
    });
  describe(`${name}: two on one database`, () => {
    sharedContract(runPair);
    sharedWriteContract(runPair);
  });
}

const contracts: Readonly<Record<string, (run: Run) => void>> = {
  evaluations: evaluationContract,
  feedback: feedbackContract,
  inbox: inboxContract,
  leases: leaseContract,
  'events and operators': operatorContract,
  'events that end': endedEventContract,
  settlement: settlementContract,
  work: workContract,
  'shares of sources': shareContract,
  'work that is done': doneWorkContract,
  'work that fails': failedWorkContract,
  'work that is lost': lostWorkContract,
  'attempts that never ended': abandonedContract,
  sightings: sightingContract,
  'sightings that are kept': keptSightingContract,
  state: stateContract,
  tokens: tokenContract,
  'steps of services': stepContract,
  'retained requests': retentionContract,
  purge: purgeContract,
  export: exportContract,
  reseal: resealContract,
};

function evaluationContract(run: Run): void {
  run('an evaluation and its cards are read as they were written', async (store) => {
    const evaluation = sampleEvaluation('e1', { reasons: ['ünïcode “quotes” \u0000'] });
    await store.recordEvaluation(evaluation, [issued('c1', 'e1'), issued('c2', 'e1')]);
    expect(await store.readEvaluation('e1')).toStrictEqual(evaluation);
    expect(await store.readCard('c2')).toStrictEqual(issued('c2', 'e1'));
    expect(await store.readEvaluation('e2')).toBeUndefined();
    expect(await store.readCard('c3')).toBeUndefined();
  });

  run('what is recorded is what it was at the call', async (store) => {
    const reasons = ['before'];
    const promise = store.recordEvaluation(sampleEvaluation('e1', { reasons }), []);
    reasons[0] = 'after';
    await promise;
    expect((await store.readEvaluation('e1'))?.reasons).toEqual(['before']);
  });

  run('lists newest first, by service and patient, up to a limit', async (store) => {
    await store.recordEvaluation(sampleEvaluation('e1'), []);
    await store.recordEvaluation(sampleEvaluation('e2', { patient: 'p2' }), []);
    await store.recordEvaluation(sampleEvaluation('e3', { service: 'deterioration-news2' }), []);
    await store.recordEvaluation(sampleEvaluation('e4'), []);
    const ids = async (filter: Parameters<Store['listEvaluations']>[0]) =>
      (await store.listEvaluations(filter)).map((evaluation) => evaluation.id);
    expect(await ids({ limit: 3 })).toEqual(['e4', 'e3', 'e2']);
    expect(await ids({ limit: 9, service: 'cvd-risk-prevent' })).toEqual(['e4', 'e2', 'e1']);
    expect(await ids({ limit: 9, patient: 'p1', service: 'cvd-risk-prevent' })).toEqual(['e4', 'e1']);
    expect(await ids({ limit: 0 })).toEqual([]);
    expect(await ids({ limit: -1 })).toEqual([]);
  });

  run('one refused write in a turn leaves the others written, and nothing of itself', async (store) => {
    await store.recordEvaluation(sampleEvaluation('e1'), []);
    const results = await Promise.allSettled([
      store.recordEvaluation(sampleEvaluation('e2'), [issued('c2', 'e2')]),
      store.recordEvaluation(sampleEvaluation('e1'), [issued('c1', 'e1')]),
      store.recordEvaluation(sampleEvaluation('e3'), [issued('c3', 'e3'), issued('c2', 'e3')]),
      store.recordEvaluation(sampleEvaluation('e4'), []),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(results[1]).toEqual({ status: 'rejected', reason: failed });
    expect(await store.readCard('c1')).toBeUndefined();
    expect(await store.readEvaluation('e3')).toBeUndefined();
    expect(await store.readCard('c3')).toBeUndefined();
    expect(await store.readEvaluation('e4')).toBeDefined();
  });

  run('a thousand writes in one turn are all there', async (store) => {
    const ids = Array.from({ length: 1000 }, (_, index) => `e${index}`);
    await Promise.all(ids.map((id) => store.recordEvaluation(sampleEvaluation(id), [issued(`c-${id}`, id)])));
    expect(await store.listEvaluations({ limit: 2000 })).toHaveLength(1000);
    expect((await store.readCard('c-e999'))?.evaluation).toBe('e999');
  });

  run('a closed store fails, and closing twice does not', async (store) => {
    await store.close();
    await expect(store.recordEvaluation(sampleEvaluation('e1'), [])).rejects.toEqual(failed);
    await expect(store.readEvaluation('e1')).rejects.toEqual(failed);
    await expect(store.acceptEvent(event('k'))).rejects.toEqual(failed);
  });
}

function feedbackContract(run: Run): void {
  run('stores once, counts repeats, keeps unknown cards with a flag', async (store) => {
    await store.recordEvaluation(sampleEvaluation('e1'), [issued('c1', 'e1')]);
    const batch = [feedback('c1'), feedback('c1'), feedback('123456')];
    expect(await store.recordFeedback(batch)).toEqual({ stored: 2, repeated: 1, unknownCards: ['123456'] });
    expect(await store.recordFeedback(batch)).toEqual({ stored: 0, repeated: 3, unknownCards: ['123456'] });
    expect(await store.readFeedback('c1')).toStrictEqual([{ ...feedback('c1'), isCardKnown: true }]);
    expect(await store.readFeedback('123456')).toStrictEqual([{ ...feedback('123456'), isCardKnown: false }]);
  });

  run('the same item with its keys in another order is a repeat; any other difference is not', async (store) => {
    await store.recordFeedback([feedback('c1', { body: { a: 1, b: { c: [2, null], d: 'x' } } })]);
    const again = feedback('c1', { body: { b: { d: 'x', c: [2, null] }, a: 1 } });
    expect((await store.recordFeedback([again])).repeated).toBe(1);
    const others = [
      feedback('c1', { outcome: 'overridden' }),
      feedback('c1', { outcomeTimestamp: '2024-03-01T08:02:00Z' }),
      feedback('c1', { body: { a: 2 } }),
      feedback('c1', { service: 'deterioration-news2' }),
    ];
    expect((await store.recordFeedback(others)).stored).toBe(4);
    expect((await store.readFeedback('c1')).map((item) => item.outcome)).toHaveLength(5);
  });

  run(
    'the last feedback of a patient on a service: the newest, on cards it issued, and repeats change nothing',
    async (store) => {
      await store.recordEvaluation(sampleEvaluation('e1'), [issued('c1', 'e1')]);
      await store.recordEvaluation(sampleEvaluation('e2'), [issued('c2', 'e2')]);
      const { service, patient } = issued('c1', 'e1');
      const at = (card: string, receivedAt: string, change: Partial<FeedbackItem> = {}) =>
        feedback(card, { receivedAt, ...change });
      expect(await store.readLastFeedback(service, patient)).toBeUndefined();
      await store.recordFeedback([at('c1', '2024-03-01T08:02:00Z'), at('unknown', '2024-03-01T08:03:00Z')]);
      const first = { evaluation: 'e1', outcome: 'accepted', at: '2024-03-01T08:02:00Z' };
      expect(await store.readLastFeedback(service, patient)).toEqual(first);
      await store.recordFeedback([
        at('c1', '2024-03-05T00:00:00Z'),
        at('c1', '2024-03-05T00:00:00Z', { service: 'other' }),
      ]);
      expect(await store.readLastFeedback(service, patient)).toEqual(first);
      expect(await store.readLastFeedback(service, 'somebody-else')).toBeUndefined();
      await store.recordFeedback([at('c2', '2024-03-06T00:00:00Z', { outcome: 'overridden' })]);
      expect(await store.readLastFeedback(service, patient)).toEqual({
        evaluation: 'e2',
        outcome: 'overridden',
        at: '2024-03-06T00:00:00Z',
      });
    },
  );

  run('an item without a time or a body is kept as it is', async (store) => {
    await store.recordFeedback([{ service: 's', card: 'c1', outcome: 'accepted', body: null }]);
    expect(await store.readFeedback('c1')).toStrictEqual([
      { service: 's', card: 'c1', outcome: 'accepted', body: null, isCardKnown: false },
    ]);
    expect(await store.recordFeedback([])).toEqual({ stored: 0, repeated: 0, unknownCards: [] });
  });
}

function inboxContract(run: Run): void {
  run('an event is accepted once for its source and key, with its exact bytes', async (store) => {
    expect(await store.acceptEvent(event('k1'))).toBe('accepted');
    expect(await store.acceptEvent(event('k1', 2000))).toBe('duplicate');
    expect(await store.acceptEvent(event('k1', 1000, 'lab'))).toBe('accepted');
    const [first] = await store.takeEvents(1, 1000);
    expect(first).toEqual({ ...event('k1'), id: expect.any(Number), attempts: 1, abandoned: 0 });
    expect([...(first?.body ?? [])]).toEqual([0, 255, 123, 10]);
  });

  run('duplicates within one turn are seen', async (store) => {
    const answers = await Promise.all([store.acceptEvent(event('k1')), store.acceptEvent(event('k1'))]);
    expect(answers).toEqual(['accepted', 'duplicate']);
  });

  run('a done event is not taken again and its repeat is still a duplicate', async (store) => {
    await store.acceptEvent(event('k1'));
    const [taken] = await store.takeEvents(5, 1000);
    await store.completeEvent(taken?.id ?? -1);
    expect(await store.takeEvents(5, 1e12)).toEqual([]);
    expect(await store.acceptEvent(event('k1'))).toBe('duplicate');
    expect((await store.inboxStatus()).events).toEqual({ ...noEvents, done: 1 });
  });

  run('oldest due first, no more than asked for, none before its time', async (store) => {
    await store.acceptEvent(event('late', 3000));
    await store.acceptEvent(event('b', 2000));
    await store.acceptEvent(event('a', 1000));
    const keys = async (limit: number, nowMs: number) => (await store.takeEvents(limit, nowMs)).map((e) => e.key);
    expect(await keys(1, 2500)).toEqual(['a']);
    expect(await keys(5, 2500)).toEqual(['b']);
    expect(await keys(5, 2500)).toEqual([]);
    expect(await keys(0, 9000)).toEqual([]);
    expect(await keys(5, 3000)).toEqual(['late']);
  });
}

function leaseContract(run: Run): void {
  run('a failed event comes back at its time with its error; a given-up one does not', async (store) => {
    await store.acceptEvent(event('k1'));
    const [first] = await store.takeEvents(1, 1000);
    await store.failEvent(first?.id ?? -1, 'fhir-unreachable', 5000);
    expect(await store.takeEvents(1, 4999)).toEqual([]);
    const [second] = await store.takeEvents(1, 5000);
    expect(second).toMatchObject({ key: 'k1', attempts: 2, lastError: 'fhir-unreachable' });
    await store.failEvent(second?.id ?? -1, 'fhir-refused', undefined);
    expect(await store.takeEvents(1, 1e12)).toEqual([]);
    expect((await store.inboxStatus()).events).toEqual({ ...noEvents, dead: 1 });
  });

  run('an event whose worker died is due again when its lease ends', async (store) => {
    await store.acceptEvent(event('k1'));
    await store.takeEvents(1, 1000);
    expect((await store.inboxStatus()).events).toEqual({ ...noEvents, taken: 1 });
    expect(await store.takeEvents(1, 60_999)).toEqual([]);
    expect(await store.takeEvents(1, 61_000)).toMatchObject([{ key: 'k1', attempts: 1, abandoned: 1 }]);
  });

  run('completing an event that is not there fails, alone', async (store) => {
    const results = await Promise.allSettled([store.completeEvent(99), store.acceptEvent(event('k1'))]);
    expect(results).toEqual([
      { status: 'rejected', reason: failed },
      { status: 'fulfilled', value: 'accepted' },
    ]);
    await expect(store.failEvent(99, 'internal', 1)).rejects.toEqual(failed);
  });
}

function tokenContract(run: Run): void {
  run('a token is new once for its issuer and jti, whatever characters they hold', async (store) => {
    const pairs = [
      ['https://a.example', 'j1'],
      ['https://b.example', 'j1'],
      ['https://a.example', 'j1 '],
      ['https://a.example', 'J1'],
      ['https://a.example', "'; DROP TABLE tokens; -- \u0000 \u{1f511}"],
      ['', ''],
    ] as const;
    for (const [issuer, jti] of pairs) expect(await store.claimToken(issuer, jti, 5000, 1000)).toBe('new');
    for (const [issuer, jti] of pairs) expect(await store.claimToken(issuer, jti, 9000, 1000)).toBe('seen');
  });

  run('of many claims in one turn exactly one is new', async (store) => {
    const claims = Array.from({ length: 300 }, () => store.claimToken('i', 'j', 5000, 1000));
    expect((await Promise.all(claims)).filter((claim) => claim === 'new')).toHaveLength(1);
  });

  run('a token is remembered for its validity and the grace, and then forgotten', async (store) => {
    await store.claimToken('i', 'j', 5000, 1000);
    await store.claimToken('i', 'other', 1e12, 5000 + tokenGraceMs);
    expect(await store.claimToken('i', 'j', 5000, 1000)).toBe('seen');
    await store.claimToken('i', 'another', 1e12, 5001 + tokenGraceMs);
    expect(await store.claimToken('i', 'j', 5000, 1000)).toBe('new');
  });

  run('many tokens past their time go with the claims that follow', async (store) => {
    const all = Array.from({ length: 100 }, (_, index) => `old-${index}`);
    for (const jti of all) await store.claimToken('i', jti, 10, 1);
    for (let index = 0; index < 13; index += 1) await store.claimToken('i', `new-${index}`, 1e12, 1e11);
    const again = await Promise.all(all.map((jti) => store.claimToken('i', jti, 10, 1)));
    expect(again.filter((claim) => claim === 'new')).toHaveLength(100);
  });
}

function stepContract(run: Run): void {
  const approved = { status: 'active', approvedBy: 'Committee', approvedOn: '2026-02-01' };
  run('each change of standing is one step, with who approved it and when', async (store) => {
    const silent = { service: 's', version: 'v1', status: 'silent' };
    const first = await store.recordStandings([silent], 't1');
    expect(first).toEqual([{ ...silent, at: 't1' }]);
    expect(await store.recordStandings([silent], 't2')).toEqual([]);
    await store.recordStandings([{ ...silent, ...approved, label: 'spring' }], 't3');
    expect(await store.readSteps('s')).toEqual([
      { ...silent, at: 't1' },
      { ...silent, ...approved, label: 'spring', at: 't3' },
    ]);
    expect(await store.readSteps('other')).toEqual([]);
  });

  run('a version that stands no more is retired, once; others are left alone', async (store) => {
    const [old, next] = ['v1', 'v2'].map((version) => ({ service: 's', version, ...approved }));
    const other = { service: 'o', version: 'v1', status: 'silent' };
    if (old === undefined || next === undefined) throw new Error('two versions');
    await store.recordStandings([old, other], 't1');
    expect(await store.recordStandings([next, other], 't2')).toEqual([
      { service: 's', version: 'v1', status: 'retired', at: 't2' },
      { ...next, at: 't2' },
    ]);
    expect(await store.recordStandings([next, other], 't3')).toEqual([]);
    expect((await store.recordStandings([old, other], 't4')).map(({ status }) => status)).toEqual([
      'retired',
      'active',
    ]);
  });
}

function retentionContract(run: Run): void {
  run('what is kept is given back as it was until it expires, and then it is gone', async (store) => {
    const body = { resources: [{ resourceType: 'Patient', id: 'p' }], text: 'µ', none: null };
    await store.retainRequest('e1', body, 5000, 1000);
    expect(await store.readRetainedRequest('e1', 4999)).toEqual(body);
    expect(await store.readRetainedRequest('e1', 5000)).toBeUndefined();
    expect(await store.readRetainedRequest('e2', 0)).toBeUndefined();
    expect(await store.purgeRequests(4999)).toBe(0);
    expect(await store.purgeRequests(5000)).toBe(1);
    expect(await store.readRetainedRequest('e1', 0)).toBeUndefined();
  });

  run('a write takes what has expired with it', async (store) => {
    await store.retainRequest('old', {}, 5000, 1000);
    await store.retainRequest('new', {}, 9000, 5000);
    expect(await store.readRetainedRequest('old', 0)).toBeUndefined();
    expect(await store.purgeRequests(5000)).toBe(0);
  });
}
