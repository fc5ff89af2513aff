import { expect, test } from '@jest/globals';
import { findriscClass } from './findrisc-class.ts';

test.each([
  [6, 6, 'low, about 1 in 100'],
  [7, 11, 'slightly elevated, about 1 in 25'],
  [12, 14, 'moderate, about 1 in 6'],
  [15, 20, 'high, about 1 in 3'],
  [21, 26, 'very high, about 1 in 2'],
])('%i to %i is one class', (low, high, words) => {
  expect(findriscClass(low, high)).toBe(words);
});

test('bounds in two classes have none', () => {
  expect(findriscClass(11, 12)).toBeUndefined();
});
