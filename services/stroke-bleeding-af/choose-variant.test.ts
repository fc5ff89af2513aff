import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

const patient = { age: 76, sex: 'female', chf: false };

test.each([
  [{ inputs: patient }, 'cha2ds2-vasc'],
  [{ inputs: patient, model: 'validation' }, 'cha2ds2-vasc'],
  [{ inputs: patient, model: 'cha2ds2-va' }, 'cha2ds2-va'],
  [{ inputs: { score: 3 } }, 'annual-rate-table'],
  [{ inputs: { score: 3 }, model: 'annual-rate-table' }, 'annual-rate-table'],
  [{ inputs: patient, reference: 'has-bled' }, 'has-bled'],
  [{ inputs: patient, reference: 'has-bled', model: 'has-bled-lower-bound' }, 'has-bled-lower-bound'],
])('case %#', (request, variant) => {
  expect(chooseVariant(request).variant).toBe(variant);
});

test.each([
  { inputs: patient, model: 'has-bled' },
  { inputs: patient, model: 'cha2ds2-vasc', reference: 'has-bled' },
  { inputs: patient, reference: 'meld' },
])('a variant of the other reference is refused, case %#', (request) => {
  expect(() => chooseVariant(request)).toThrow(expect.objectContaining({ code: 'unknown-model' }));
});

test('CHA2DS2-VA is asked with the sex and does without it', () => {
  expect(chooseVariant({ inputs: patient, model: 'cha2ds2-va' }).inputs).toEqual({ age: 76, chf: false });
});
