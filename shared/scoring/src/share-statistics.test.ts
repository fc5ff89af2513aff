import { expect, test } from '@jest/globals';
import { ShareStatistics } from './share-statistics.ts';

const statistics = (samples: readonly (readonly number[])[]) => {
  const result = new ShareStatistics(samples[0]?.length ?? 0);
  for (const sample of samples) result.add(Float64Array.from(sample), Int32Array.from(sample.keys()));
  return result;
};

test('means of the samples; before two of them the error is unknown', () => {
  expect([...statistics([[1, -2]]).means]).toEqual([1, -2]);
  expect([...statistics([[1, -2]]).standardErrors()]).toEqual([Infinity, Infinity]);
  const two = statistics([
    [1, -2],
    [3, -2],
  ]);
  expect([...two.means]).toEqual([2, -2]);
  expect(two.count).toBe(2);
});

test('standard error: the spread over the root of the count, drawn towards the mean spread by one sample', () => {
  const errors = statistics([
    [1, 5],
    [3, 5],
    [5, 5],
  ]).standardErrors();
  // Variances 4 and 0, their mean 2: (2·4 + 2) / 3 and (2·0 + 2) / 3, each over 3 samples.
  expect(errors[0]).toBeCloseTo(Math.sqrt(10 / 9), 12);
  expect(errors[1]).toBeCloseTo(Math.sqrt(2 / 9), 12);
});

test('an error of 0 only when nothing varied', () => {
  expect([
    ...statistics([
      [1, 2],
      [1, 2],
      [1, 2],
    ]).standardErrors(),
  ]).toEqual([0, 0]);
});

test('shares come by position and belong to the players of the order', () => {
  const result = new ShareStatistics(3);
  result.add(Float64Array.of(10, 20, 30), Int32Array.of(2, 0, 1));
  expect([...result.means]).toEqual([20, 30, 10]);
});
