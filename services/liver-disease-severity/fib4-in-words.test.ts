import { expect, test } from '@jest/globals';
import { fib4InWords } from './fib4-in-words.ts';

test.each([
  [1.296, '1.296'],
  [1.2999, '1.299'],
  [1.3, '1.30'],
  [1.996, '1.996'],
  [2.67, '2.67'],
  [2.6704, '2.671'],
  [3.2501, '3.251'],
  [2.68, '2.68'],
  [1.234, '1.23'],
])('a FIB-4 of %d never prints as a cut point on whose other side it lies', (value, words) => {
  expect(fib4InWords(value)).toBe(words);
});
