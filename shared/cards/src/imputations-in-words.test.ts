import { expect, test } from '@jest/globals';
import { imputationInWords } from './imputation-in-words.ts';
import { imputationsInWords } from './imputations-in-words.ts';
import { model, predictionOf, wording } from './testing/risk-model.ts';

test('every assumption, never as measured, with its source in full', () => {
  expect(imputationsInWords(predictionOf({}), model, wording.inputs)).toBe(
    '- Creatinine: not available, population median 0.9 mg/dL assumed (the 4,000 patients it was trained on)',
  );
});

test('nothing is said of an input that is there, or that is absent without an assumption', () => {
  const present = predictionOf({ inputs: { sbp: 150, smoking: true, creatinine: 0, ward: null } });
  expect(imputationsInWords(present, model, wording.inputs)).toBe('');
});

test.each([
  ['median', 1, 'not available, population median 1 mg assumed'],
  ['mean', 1.5, 'not available, population mean 1.5 mg assumed'],
  ['mode', 'B', 'not available, most frequent value B assumed'],
  ['constant', false, 'not available, fixed value no assumed'],
] as const)('%s', (statistic, value, words) => {
  expect(imputationInWords({ statistic, value, source: 'test', by: 'graph' }, 'mg')).toBe(words);
});
