import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

const three = { creatinine: 1.2, bilirubin: 2, inr: 1.4 };
const all = { ...three, sodium: 135, albumin: 3, female: true };

test.each([
  [{ inputs: three }, 'meld'],
  [{ inputs: { ...three, sodium: 135 } }, 'meld-na-optn-2016'],
  [{ inputs: all }, 'meld-3.0'],
  [{ inputs: { ...all, wbc: 6, age: 60 } }, 'meld-3.0'],
  [{ inputs: all, model: 'meld' }, 'meld'],
  [{ inputs: all, reference: 'meld', model: 'meld-plus-7' }, 'meld-plus-7'],
  [{ inputs: three, reference: 'child-pugh' }, 'child-pugh'],
  [{ inputs: three, reference: 'fib-4' }, 'fib-4'],
])('case %#', (request, variant) => {
  expect(chooseVariant(request).variant).toBe(variant);
});

test.each([
  { inputs: three, model: 'fib-4' },
  { inputs: three, reference: 'fib-4', model: 'meld' },
  { inputs: three, reference: 'kfre' },
])('a variant of another reference is refused, case %#', (request) => {
  expect(() => chooseVariant(request)).toThrow(expect.objectContaining({ code: 'unknown-model' }));
});
