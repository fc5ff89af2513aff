import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mean, median, sampleDeviation, slopePerDay } from './statistics.ts';

const day = 86_400_000;

// NIST/ITL e-Handbook, StRD "NumAcc1": 10000001, 10000003, 10000002 has mean 10000002 and standard deviation 1.
test('large numbers keep their deviation', () => {
  expect(mean([10000001, 10000003, 10000002])).toBe(10000002);
  expect(sampleDeviation([10000001, 10000003, 10000002])).toBe(1);
});

test.each([
  [[3], 3],
  [[3, 1], 2],
  [[9, 1, 4], 4],
  [[1, 10, 2, 4], 3],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

test('a line is found again, wherever it lies in time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: -50, max: 50 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 12 }),
      (slope, intercept, days) => {
        const points = days.map((d) => ({ at: 1.7e12 + d * day, value: intercept + slope * d }));
        expect(slopePerDay(points)).toBeCloseTo(slope, 8);
      },
    ),
  );
});

test('one time has no slope', () => {
  expect(slopePerDay([])).toBeUndefined();
  expect(
    slopePerDay([
      { at: 5, value: 1 },
      { at: 5, value: 2 },
    ]),
  ).toBeUndefined();
});
