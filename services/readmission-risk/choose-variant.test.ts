import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

test.each([
  [{}, 'hospital'],
  [{ reference: 'hospital-score' }, 'hospital'],
  [{ reference: 'hospital-score', model: 'hospital-bounds' }, 'hospital-bounds'],
  [{ reference: 'lace' }, 'lace'],
  [{ reference: 'lace', model: 'lace-risk-table' }, 'lace-risk-table'],
])('%j is answered by %s', (request, variant) => {
  expect(chooseVariant({ inputs: {}, ...request }).variant).toBe(variant);
});

test.each([
  { reference: 'lace', model: 'hospital' },
  { reference: 'hospital-score', model: 'lace' },
  { reference: 'other' },
])('%j is refused', (request) => {
  expect(() => chooseVariant({ inputs: {}, ...request })).toThrow(expect.objectContaining({ code: 'unknown-model' }));
});
