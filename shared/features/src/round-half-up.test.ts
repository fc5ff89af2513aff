import { expect, test } from '@jest/globals';
import { roundHalfUp } from './round-half-up.ts';

test.each([
  [36.05, 1, 36.1],
  [36.04999, 1, 36],
  [2.5, 0, 3],
  [-2.5, 0, -2],
  [1.005, 2, 1.01],
  [35.0, 1, 35],
  [39.05, 1, 39.1],
])('%s to %s decimals is %s', (value, decimals, expected) => {
  expect(roundHalfUp(value, decimals)).toBe(expected);
});
