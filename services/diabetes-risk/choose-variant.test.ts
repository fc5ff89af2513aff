import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

const framingham = 'framingham-offspring-diabetes';

test.each([
  [{ inputs: {} }, 'ada-risk-test'],
  [{ inputs: {}, reference: 'findrisc' }, 'findrisc'],
  [{ inputs: {}, reference: framingham }, 'wilson-2007-logistic-bmi'],
  [{ inputs: {}, reference: framingham, model: 'wilson-2007-points' }, 'wilson-2007-points'],
])('case %#', (request, variant) => {
  expect(chooseVariant(request).variant).toBe(variant);
});

test.each([
  { inputs: {}, model: 'findrisc' },
  { inputs: {}, reference: 'findrisc', model: 'ada-risk-test' },
  { inputs: {}, reference: 'kfre' },
])('a variant of another reference is refused, case %#', (request) => {
  expect(() => chooseVariant(request)).toThrow(expect.objectContaining({ code: 'unknown-model' }));
});
