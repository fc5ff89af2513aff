import { expect, test } from '@jest/globals';
import { riskInWords } from './risk-in-words.ts';

test.each([
  [0.0151, '1.51%'],
  [0.01508, '1.508%'],
  [0.015099999, '1.509%'],
  [0.01504, '1.50%'],
  [0.00001, '<0.01%'],
])('a risk of %d below the threshold never prints as the threshold', (risk, words) => {
  expect(riskInWords(risk)).toBe(words);
});
