import { expect, test } from '@jest/globals';
import { percent } from './percent.ts';

test.each([
  [0.092, '9.2%'],
  [0.0925, '9.3%'],
  [0.0935, '9.4%'],
  [0.07, '7.0%'],
  [0.001, '0.1%'],
  [0.000999, '<0.1%'],
  [1e-9, '<0.1%'],
  [0, '<0.1%'],
  [0.999, '99.9%'],
  [0.9991, '>99.9%'],
  [1, '>99.9%'],
  [Number.NaN, 'not available'],
  [-0.1, 'not available'],
  [9.2, 'not available'],
])('%d', (fraction, expected) => {
  expect(percent(fraction)).toBe(expected);
});
