import { expect, test } from '@jest/globals';
import { effectInWords, raceInWords } from './odds-in-words.ts';

// exp of the coefficients, by hand.
test('odds of the terms', () => {
  expect(raceInWords('black')).toBe('×1.48');
  expect(raceInWords('hispanic')).toBe('×0.48');
  expect(effectInWords['family_lung_cancer']).toBe('if yes: odds ×1.80');
  expect(effectInWords['education_level']).toBe('each of six levels up: odds −8%');
  expect(effectInWords['smoking_duration_years']).toBe('each year: odds +3%');
});
