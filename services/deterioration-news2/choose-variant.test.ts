import { describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { zero } from './zero-patient.ts';
import { chooseVariant } from './choose-variant.ts';

describe('chooseVariant', () => {
  test.each([
    [undefined, 'news2'],
    ['validation', 'news2'],
    ['news2', 'news2'],
    ['news2-lower-bound', 'news2-lower-bound'],
  ])('model %s runs %s', (model, variant) => {
    const request = model === undefined ? { inputs: zero } : { inputs: zero, model };
    expect(chooseVariant(request)).toEqual({ variant, inputs: zero, dropped: [] });
  });
  test('refuses any other name', () => {
    const refused = () => chooseVariant({ inputs: zero, model: 'mews' });
    expect(refused).toThrow(CardwrightError);
    expect(refused).toThrow(expect.objectContaining({ code: 'unknown-model' }));
  });
  test('does not slip to the lower bound when an input is absent', () => {
    expect(chooseVariant({ inputs: { ...zero, sbp: null } }).variant).toBe('news2');
  });
});
