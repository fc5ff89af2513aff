import { expect, test } from '@jest/globals';
import type { DesiredSubscription } from './desired-subscriptions.ts';
import type { ManagedState } from './managed-state.ts';
import {
  planReconciliation,
  reactivationBackoffMs,
  type FoundSubscription,
  type Situation,
} from './plan-reconciliation.ts';

const day = 86_400_000;
const desired: DesiredSubscription = { identity: 'observation-1', type: 'Observation', criteria: 'Observation?code=x' };
const found = (id: string, status = 'active', identity = 'observation-1'): FoundSubscription => ({
  id,
  identity,
  status,
  resource: {
    resourceType: 'Subscription',
    status: 'active',
    reason: '',
    criteria: '',
    channel: { type: 'rest-hook' },
  },
});
const state = (more: Partial<ManagedState> = {}): ManagedState => ({
  keys: ['k'],
  secrets: ['s'],
  madeAtMs: 0,
  id: 'a',
  written: { digest: 'd', atMs: 0, endMs: 30 * day },
  failures: 0,
  ...more,
});

test.each<[string, Partial<Situation> & { readonly state?: ManagedState }, readonly string[]]>([
  ['nothing stands', {}, ['create observation-1']],
  ['it stands', { found: [found('a')], state: state() }, ['keep a']],
  ['it waits for its handshake', { found: [found('a', 'requested')], state: state(), nowMs: 60_000 }, ['keep a']],
  ['its handshake never came', { found: [found('a', 'requested')], state: state(), nowMs: 300_000 }, ['reactivate a']],
  ['it stopped', { found: [found('a', 'error')], state: state() }, ['reactivate a']],
  ['it was switched off', { found: [found('a', 'off')], state: state() }, ['reactivate a']],
  [
    'it stopped again',
    { found: [found('a', 'off')], state: state({ failures: 1, retryAtMs: 9 }), nowMs: 8 },
    ['wait a'],
  ],
  ['its store was lost', { found: [found('a')] }, ['update a']],
  [
    'it is written otherwise',
    { found: [found('a')], state: state({ written: { digest: 'e', atMs: 0, endMs: day } }) },
    ['update a'],
  ],
  ['its keys are old', { found: [found('a')], state: state(), nowMs: 90 * day }, ['update a']],
  ['half of its time is over', { found: [found('a')], state: state(), nowMs: 15 * day }, ['update a']],
  ['it stands twice', { found: [found('b'), found('a')], state: state({ id: 'b' }) }, ['keep b', 'remove a']],
  ['nobody wants it', { desired: [], found: [found('a')], state: state() }, ['remove a', 'forget observation-1']],
])('%s', (_, { state: known, ...given }, expected) => {
  const steps = planReconciliation({
    desired: [desired],
    found: [],
    managed: new Map(known === undefined ? [] : [['observation-1', known]]),
    digestOf: () => 'd',
    nowMs: 1,
    secretMaxAgeMs: 90 * day,
    ...given,
  });
  const told = steps.map(
    (step) =>
      `${step.do} ${'found' in step ? step.found.id : 'desired' in step ? step.desired.identity : step.identity}`,
  );
  expect(told).toEqual(expected);
});

test('it is asked again after 1, 2, 4 … minutes, at most an hour', () => {
  expect([1, 2, 3, 4, 10, 1000].map((failures) => reactivationBackoffMs(failures) / 60_000)).toEqual([
    1, 2, 4, 8, 60, 60,
  ]);
});
