import { describe, expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

describe('chooseVariant', () => {
  test.each([
    [undefined, undefined, 'qsofa'],
    ['sirs', undefined, 'sirs'],
    ['sofa', undefined, 'sofa'],
    ['sofa', 'sofa-recorded', 'sofa-recorded'],
  ])('reference %s, model %s', (reference, model, variant) => {
    expect(chooseVariant({ inputs: {}, ...(reference && { reference }), ...(model && { model }) })).toEqual({
      variant,
      inputs: {},
      dropped: [],
    });
  });

  test('a model of another reference is not known', () => {
    expect(() => chooseVariant({ inputs: {}, reference: 'sirs', model: 'sofa' })).toThrow('The models of sirs are');
  });
});
