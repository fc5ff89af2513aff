import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HeardState } from './heard-state.ts';
import { judgeHeard } from './judge-heard.ts';
import { closeGap, maxAhead, observeHeard, type Heard } from './observe-heard.ts';

const instant = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const heard = (
  type: Heard['notification']['type'],
  count: number | undefined,
  events: Heard['notification']['events'] = [],
): Heard => ({
  atMs: 1_000,
  isMonotonic: true,
  notification: { type, events, ...(count !== undefined && { eventCount: BigInt(count) }) },
});
/** An event with this number that happened at this second. */
const event = (number: number, second = number): Heard =>
  heard('event-notification', number, [{ number: BigInt(number), timestamp: instant(second) }]);
const untimed = (number: number): Heard => heard('event-notification', number, [{ number: BigInt(number) }]);
const heartbeat = (count: number): Heard => heard('heartbeat', count);
const handshake = (count: number): Heard => heard('handshake', count);
const all = (list: readonly Heard[], state?: HeardState): HeardState | undefined =>
  list.reduce<HeardState | undefined>((before, one) => observeHeard(before, one), state);
const fresh: HeardState = { heardAtMs: 0, epoch: 1, contiguous: '0', ahead: [], highest: '0' };

test.each<[string, readonly Heard[], Partial<HeardState>]>([
  ['in order', [event(1), event(2), event(3)], { epoch: 1, contiguous: '3', ahead: [], highest: '3' }],
  ['out of order', [event(3), event(1), event(2)], { epoch: 1, contiguous: '3', ahead: [], highest: '3' }],
  ['one twice', [event(1), event(2), event(1)], { epoch: 1, contiguous: '2', highest: '2' }],
  ['one missing', [event(1), event(3)], { epoch: 1, contiguous: '1', ahead: ['3'], highest: '3', gapSinceMs: 1_000 }],
  [
    'the last missing, as a heartbeat says',
    [event(1), heartbeat(2)],
    { contiguous: '1', highest: '2', gapSinceMs: 1_000 },
  ],
  ['a heartbeat that repeats the count', [event(1), heartbeat(1)], { contiguous: '1', highest: '1' }],
  ['counted anew', [event(1), event(2), event(1, 10)], { epoch: 2, contiguous: '1', highest: '1', needsSweep: true }],
  [
    'counted anew, and the first one lost',
    [event(1), event(2), event(3), event(2, 10)],
    { epoch: 2, contiguous: '0', ahead: ['2'], highest: '2', needsSweep: true, gapSinceMs: 1_000 },
  ],
  [
    'a late one of the epoch before',
    [event(1), event(2), event(3), event(1, 10), event(9, 5)],
    { epoch: 2, contiguous: '1', ahead: [], highest: '1', needsSweep: true },
  ],
  ['a handshake that counts less', [event(1), event(2), handshake(0)], { epoch: 2, contiguous: '0', needsSweep: true }],
  ['a heartbeat that counts less', [event(1), event(2), heartbeat(1)], { epoch: 2, contiguous: '1', needsSweep: true }],
  [
    'again or anew, nothing tells',
    [untimed(1), untimed(2), untimed(1)],
    { epoch: 1, contiguous: '2', needsSweep: true },
  ],
])('%s', (_, list, expected) => {
  const state = all(list, fresh);
  expect(state).toMatchObject(expected);
  if (expected.needsSweep === undefined) expect(state).not.toHaveProperty('needsSweep');
  if (expected.gapSinceMs === undefined) expect(state).not.toHaveProperty('gapSinceMs');
});

test('of a subscription that was never heard of the first number that comes is the first', () => {
  expect(all([event(7), event(8)])).toMatchObject({ contiguous: '8' });
  expect(all([heartbeat(5)])).toMatchObject({ contiguous: '5' });
});

test('numbers beyond what a double holds are counted', () => {
  const big = 9_007_199_254_740_993n;
  const state = all(
    [
      heard('heartbeat', undefined),
      { ...heartbeat(0), notification: { type: 'heartbeat', events: [], eventCount: big } },
    ],
    fresh,
  );
  expect(state?.highest).toBe(String(big));
});

test('more numbers beyond a gap than are remembered lead to a sweep', () => {
  const state = all(
    Array.from({ length: maxAhead + 1 }, (_, index) => event(index + 2)),
    fresh,
  );
  expect(state).toMatchObject({ needsSweep: true, ahead: [] });
});

test('where numbers say nothing none is remembered', () => {
  expect(observeHeard(undefined, { ...event(5), isMonotonic: false })).toMatchObject({ contiguous: '0', highest: '0' });
});

test('property: any permutation and repetition of all events has no gap and is one epoch', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.infiniteStream(fc.nat()), (count, stream) => {
      const numbers = Array.from({ length: count }, (_, index) => index + 1);
      const places = [...stream.take(count)];
      const shuffled = [...numbers, ...numbers].toSorted((a, b) => (places[a - 1] ?? 0) - (places[b - 1] ?? 0));
      expect(
        all(
          shuffled.map((number) => event(number)),
          fresh,
        ),
      ).toMatchObject({ epoch: 1, contiguous: String(count), ahead: [] });
    }),
  );
});

test('property: whatever is lost is a gap by the next heartbeat, and closing it ends it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 20 })), (came) => {
      const state = all([...came.map((number) => event(number)), heartbeat(20)], fresh);
      if (state === undefined) throw new Error('nothing was heard');
      expect(state.gapSinceMs === undefined).toBe(came.length === 20);
      const closed = closeGap(state, state.highest);
      expect(closed).toMatchObject({ contiguous: '20', ahead: [] });
      expect(closed).not.toHaveProperty('gapSinceMs');
    }),
  );
});

describe('what is to be done', () => {
  const capabilities = { retryWindowSeconds: 60, hasEventsOperation: true, heartbeatSeconds: 20 };
  const gap = { ...fresh, contiguous: '3', highest: '6', ahead: ['5'], gapSinceMs: 0, heardAtMs: 60_000 };
  test.each<[string, HeardState, Partial<typeof capabilities>, number, unknown]>([
    ['nothing', { ...fresh, heardAtMs: 0 }, {}, 50_000, undefined],
    ['a gap that may still be filled', gap, {}, 59_999, undefined],
    ['a gap', gap, {}, 60_000, { need: 'events', since: '4', until: '6' }],
    ['a gap where nobody can be asked', gap, { hasEventsOperation: false }, 60_000, { need: 'sweep', reason: 'gap' }],
    ['counted anew', { ...fresh, needsSweep: true }, {}, 0, { need: 'sweep', reason: 'gap' }],
    ['two heartbeats and a half', fresh, {}, 50_001, { need: 'sweep', reason: 'silence' }],
    ['looked into before', { ...fresh, checkedAtMs: 50_000 }, {}, 100_000, undefined],
  ])('%s', (_, state, change, nowMs, need) => {
    expect(judgeHeard(state, { ...capabilities, ...change }, nowMs)).toEqual(need);
  });
});
