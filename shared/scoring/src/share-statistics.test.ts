import { expect, test } from '@jest/globals';
import { ShareStatistics } from './share-statistics.ts';

/** Pairs as [forward, backward] of each player. */
const statistics = (pairs: readonly (readonly (readonly [number, number])[])[]) => {
  const result = new ShareStatistics(pairs[0]?.length ?? 0);
  for (const pair of pairs) {
    const forward = Float64Array.from(pair, ([first]) => first);
    const backward = Float64Array.from(pair, ([, second]) => second);
    result.add({ forward, backward }, Int32Array.from(pair.keys()));
  }
  return result;
};

test('means of the pairs; before two of them the error is unknown', () => {
  const one = statistics([
    [
      [0, 2],
      [-2, -2],
    ],
  ]);
  expect([...one.means]).toEqual([1, -2]);
  expect([...one.standardErrors()]).toEqual([Infinity, Infinity]);
  const two = statistics([[[1, 1]], [[2, 4]]]);
  expect([[...two.means], two.count]).toEqual([[2], 2]);
});

test('standard error: the spread between pairs, and one sample of what the halves would give', () => {
  const errors = statistics([
    [
      [1, 1],
      [4, 6],
    ],
    [
      [3, 3],
      [6, 4],
    ],
    [
      [5, 5],
      [5, 5],
    ],
  ]).standardErrors();
  // First: squares 8 between the pairs, halves alike. Second: pairs alike, halves (1 + 1 + 0) / 3.
  expect(errors[0]).toBeCloseTo(Math.sqrt(8) / 3, 12);
  expect(errors[1]).toBeCloseTo(Math.sqrt(2 / 3) / 3, 12);
});

test('an error of 0 only when no order made a difference', () => {
  expect([...statistics([[[1, 1]], [[1, 1]], [[1, 1]]]).standardErrors()]).toEqual([0]);
});

test('marginals come by position and belong to the players of the order', () => {
  const result = new ShareStatistics(3);
  result.add({ forward: Float64Array.of(10, 20, 30), backward: Float64Array.of(10, 20, 30) }, Int32Array.of(2, 0, 1));
  expect([...result.means]).toEqual([20, 30, 10]);
});
