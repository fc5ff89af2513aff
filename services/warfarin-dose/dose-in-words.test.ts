import { describe, expect, test } from '@jest/globals';
import { differenceInWords, doseInWords, shownDifferenceMg, weeklyInWords } from './dose-in-words.ts';

describe('weekly doses as shown', () => {
  test.each([
    [22.4259, '22.4 mg/week'],
    [20.96, '21.0 mg/week'],
    [21, '21.0 mg/week'],
    [21.02, '21.02 mg/week'],
    [21.003, '21.003 mg/week'],
    [48.97, '48.97 mg/week'],
    [49, '49.0 mg/week'],
    [49.02, '49.0 mg/week'],
  ])('%d mg a week never reads as a limit that it does not reach: %s', (mg, words) => {
    expect(weeklyInWords(mg)).toBe(words);
  });

  test('a day stands beside the week', () => {
    expect(doseInWords({ weeklyMg: 22.4259, dailyMg: 3.2037 })).toBe('22.4 mg/week (3.2 mg/day)');
  });

  test.each([
    [22.44, 21.45, '0.9 mg/week'], // shown 22.4 and 21.5; unrounded 0.99
    [35, 22.4259, '12.6 mg/week'],
    [31.42, 31.38, '0.0 mg/week'],
    [22, 21.02, '0.98 mg/week'],
  ])('%d and %d differ by what a reader subtracts: %s', (a, b, words) => {
    expect(differenceInWords(shownDifferenceMg(a, b))).toBe(words);
    expect(shownDifferenceMg(b, a)).toBe(-shownDifferenceMg(a, b) + 0);
  });
});
