import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

test.each([
  [undefined, 'kdigo-aki'],
  ['validation', 'kdigo-aki'],
  ['kdigo-aki', 'kdigo-aki'],
  ['kdigo-aki-recorded', 'kdigo-aki-recorded'],
])('model %s', (model, variant) => {
  expect(chooseVariant({ inputs: { creatinine: 1 }, ...(model && { model }) }).variant).toBe(variant);
});

test('another model is refused', () => {
  expect(() => chooseVariant({ inputs: {}, model: 'akin' })).toThrow(
    expect.objectContaining({ code: 'unknown-model' }),
  );
});
