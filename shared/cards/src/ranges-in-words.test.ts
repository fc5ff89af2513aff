import { expect, test } from '@jest/globals';
import type { PredictionRange } from '@cardwright/cds-service';
import { rangesInWords } from './ranges-in-words.ts';
import { predictionOf, wording } from './testing/risk-model.ts';

const range: PredictionRange = { output: 'risk', unit: '1', inputs: ['creatinine'], low: 0.062, high: 0.089 };
const say = (...ranges: readonly PredictionRange[]) => rangesInWords(predictionOf({ ranges }), wording);

test('an absent input, its plausible values and what they would do', () => {
  expect(say(range)).toBe(
    '- Creatinine is not available: the 10-year risk lies between 6.2% and 8.9%, depending on its value (0.5 mg/dL to 1.5 mg/dL).',
  );
  expect(say({ ...range, inputs: ['ward'], output: 'dose', low: 4, high: 5 })).toBe(
    '- ward is not available: the dose lies between 4 mg/day and 5 mg/day, depending on its value (A, B).',
  );
});

test('several together', () => {
  expect(say(range, { ...range, inputs: ['creatinine', 'ward'], low: 0.05, high: 0.1 }).split('\n')[1]).toBe(
    '- Together: the 10-year risk lies between 5.0% and 10.0%, depending on the values of creatinine, ward.',
  );
});

test('a range that does not show in the printed digits, and none at all', () => {
  expect(say({ ...range, low: 0.0621, high: 0.0622 })).toContain('the 10-year risk is 6.2% whatever its value (0.5');
  expect(say()).toBe('');
  expect(rangesInWords(predictionOf({}), wording)).toBe('');
});
