import { expect, test } from '@jest/globals';
import { labelInSentence } from './label-in-sentence.ts';

test.each([
  ['Systolic pressure', 'systolic pressure'],
  ['Age', 'age'],
  ['Blood-pressure medication', 'blood-pressure medication'],
  ['HbA1c', 'HbA1c'],
  ['HDL cholesterol', 'HDL cholesterol'],
  ['eGFR', 'eGFR'],
  ['P/F ratio', 'P/F ratio'],
  ['sbp', 'sbp'],
  ['', ''],
])('%s', (label, expected) => {
  expect(labelInSentence(label)).toBe(expected);
});
