import { expect, test } from '@jest/globals';
import type { Reading } from './readings.ts';
import { dDimerCutOff, isPeLikely } from './thresholds.ts';

const reading = (reference: Reading['reference'], lowest: number): Reading => ({
  reference,
  model: `${reference}@range`,
  lowest,
  highest: lowest + 3,
  open: [],
  counted: [],
});

test.each([
  ['wells-pe', 4, false],
  ['wells-pe', 4.5, true],
  ['geneva-revised', 10, false],
  ['geneva-revised', 11, true],
  ['perc', 8, false],
] as const)('%s at least %d: likely %s', (reference, lowest, isLikely) => {
  expect(isPeLikely([reading(reference, lowest)])).toBe(isLikely);
});

test.each([
  [50, 500],
  [51, 510],
])('the D-dimer cut-off at %d is %d', (age, cutOff) => {
  expect(dDimerCutOff(age)).toBe(cutOff);
});
