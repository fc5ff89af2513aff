import { expect, test } from '@jest/globals';
import { hasSnomedCheckDigit } from './has-snomed-check-digit.ts';

test.each([
  ['73211009', true],
  ['44054006', true],
  ['102781000119107', true],
  ['1104441000000107', true],
  ['73211008', false],
  ['37211009', false], // two digits changed places
  ['73211009 ', false],
  ['7', false],
  ['', false],
])('%s: %s', (id, expected) => expect(hasSnomedCheckDigit(id)).toBe(expected));
