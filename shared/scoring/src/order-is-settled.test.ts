import { expect, test } from '@jest/globals';
import { orderIsSettled } from './order-is-settled.ts';

const settled = (means: readonly number[], errors: readonly number[]) =>
  orderIsSettled(Float64Array.from(means), Float64Array.from(errors));

test.each([
  ['far apart', [5, -3, 1], [0.1, 0.1, 0.1], true],
  ['too near for their errors', [5, -4.9, 1], [0.1, 0.1, 0.1], false],
  ['one and a half errors apart', [5, -4.8, 1], [0.1, 0.1, 0.01], false],
  ['more than two errors apart', [5, -4.7, 1], [0.1, 0.1, 0.01], true],
  ['alike, and known to be', [5, -5, 1], [0.01, 0.01, 0.01], true],
  ['no error, no movement', [0, 0, 0], [0, 0, 0], true],
  ['sixth and seventh may change places', [70, 60, 50, 40, 30, 1, 0.9], [1, 1, 1, 1, 1, 1, 1], true],
  ['fifth and sixth may not', [70, 60, 50, 40, 2, 1.9], [1, 1, 1, 1, 1, 1], false],
  ['one player', [3], [9], true],
  ['one sample', [3, 1], [Infinity, Infinity], false],
  ['no number', [NaN, 1], [0, 0], false],
])('%s', (_name, means, errors, expected) => {
  expect(settled(means, errors)).toBe(expected);
});
