import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

const patient = { age: 76, sex: 'male', pregnancy_postpartum: true, copd: true };

test.each([
  [{ inputs: patient }, 'padua'],
  [{ inputs: patient, model: 'padua-lower-bound' }, 'padua-lower-bound'],
  [{ inputs: patient, reference: 'caprini-vte' }, 'caprini-2005'],
  [{ inputs: patient, reference: 'caprini-vte', model: 'caprini-2005-lower-bound' }, 'caprini-2005-lower-bound'],
])('case %#', (request, variant) => {
  expect(chooseVariant(request).variant).toBe(variant);
});

test.each([
  { inputs: patient, model: 'caprini-2005' },
  { inputs: patient, model: 'padua', reference: 'caprini-vte' },
  { inputs: patient, reference: 'meld' },
])('a variant of the other reference is refused, case %#', (request) => {
  expect(() => chooseVariant(request)).toThrow(expect.objectContaining({ code: 'unknown-model' }));
});

test('the lower bound of Caprini has no sex, and the items of women only for women', () => {
  const request = { reference: 'caprini-vte', model: 'caprini-2005-lower-bound' };
  expect(chooseVariant({ ...request, inputs: patient }).inputs).toEqual({ age: 76, copd: true });
  expect(chooseVariant({ ...request, inputs: { ...patient, sex: 'female' } }).inputs).toEqual({
    age: 76,
    copd: true,
    pregnancy_postpartum: true,
  });
});
