import { expect, test } from '@jest/globals';
import { createRateLimiter } from './create-rate-limiter.ts';

test('a minute’s worth at once, then one token every 60/rate seconds', () => {
  let now = 0;
  const take = createRateLimiter({ nowMs: () => now });
  expect([take('a', 3), take('a', 3), take('a', 3)]).toEqual([0, 0, 0]);
  expect(take('a', 3)).toBe(20);
  now = 19_000;
  expect(take('a', 3)).toBe(1);
  now = 20_000;
  expect([take('a', 3), take('a', 3)]).toEqual([0, 20]);
});

test('one client’s calls do not cost another', () => {
  const take = createRateLimiter({ nowMs: () => 0 });
  expect([take('a', 1), take('a', 1), take('b', 1)]).toEqual([0, 60, 0]);
});

test('tokens do not pile up beyond a minute’s worth', () => {
  let now = 0;
  const take = createRateLimiter({ nowMs: () => now });
  take('a', 2);
  now = 86_400_000;
  expect([take('a', 2), take('a', 2), take('a', 2)]).toEqual([0, 0, 30]);
});

test('remembers a bounded number of clients: the one not seen for longest is forgotten', () => {
  const take = createRateLimiter({ nowMs: () => 0, maxClients: 2 });
  expect([take('a', 1), take('b', 1), take('a', 1), take('c', 1)]).toEqual([0, 0, 60, 0]);
  expect([take('a', 1), take('b', 1)]).toEqual([60, 0]);
});
