import { expect, test } from '@jest/globals';
import { rateInWords, ratioInWords, roundedDown } from './numbers-in-words.ts';

test.each([
  [1.996, '1.99 times'],
  [2, '2.00 times'],
  [3.3 / 1.1, '3.00 times'],
  [2.1 / 0.7, '3.00 times'],
])('a ratio of %d never prints as a limit that it does not reach', (ratio, words) => {
  expect(ratioInWords(ratio)).toBe(words);
});

test('rates and rises too', () => {
  expect(rateInWords(0.4999)).toBe('0.49');
  expect(rateInWords(0.5)).toBe('0.50');
  expect(roundedDown(1.4 - 1.1)).toBe(0.3);
  expect(roundedDown(0.296)).toBe(0.29);
});
