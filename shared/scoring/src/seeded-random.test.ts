import { expect, test } from '@jest/globals';
import { seededRandom } from './seeded-random.ts';

const take = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random());
};

test('the same seed gives the same numbers, another seed others', () => {
  expect(take(7, 5)).toEqual(take(7, 5));
  expect(take(7, 5)).not.toEqual(take(8, 5));
  // Written down once: a replay years later draws the same orders.
  expect(take(1, 2)).toEqual([0.6270739405881613, 0.002735721180215478]);
});

test('numbers lie in [0, 1) and are spread evenly', () => {
  const numbers = take(2 ** 32 - 1, 10_000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const tenths = Array.from({ length: 10 }, (_, i) => numbers.filter((x) => Math.floor(x * 10) === i).length);
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
