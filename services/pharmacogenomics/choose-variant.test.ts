import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

test.each([
  [{ inputs: { gene: 'TPMT', diplotype: '*1/*2' } }, 'diplotype-to-phenotype'],
  [{ inputs: { drug: 'abacavir' } }, 'recommendation'],
  [{ inputs: {}, model: 'recommendation' }, 'recommendation'],
])('case %#', (request, variant) => {
  expect(chooseVariant(request).variant).toBe(variant);
});

test('another model is refused', () => {
  expect(() => chooseVariant({ inputs: {}, model: 'iwpc' })).toThrow(
    expect.objectContaining({ code: 'unknown-model' }),
  );
});
