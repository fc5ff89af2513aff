import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

const patient = { age: 66, sex: 'female', egfr: 28, uacr: 420, region: 'na' };
const eight = { ...patient, albumin: 3.6, phosphate: 4.4, bicarbonate: 21, calcium: 9 };
const kidney = 'ckd-epi-2021-cockcroft-gault';

test.each([
  [{ inputs: patient }, 'kfre-4var'],
  [{ inputs: eight }, 'kfre-8var'],
  [{ inputs: eight, model: 'kfre-4var' }, 'kfre-4var'],
  [{ inputs: eight, reference: 'kfre', model: 'validation' }, 'kfre-8var'],
  [{ inputs: { ...patient, creatinine: 2 }, reference: kidney }, 'ckd-epi-2021-cr'],
  [{ inputs: { creatinine: 2, cystatin_c: 1.5 }, reference: kidney }, 'ckd-epi-2021-cr-cys'],
  [{ inputs: { cystatin_c: 1.5 }, reference: kidney }, 'ckd-epi-2012-cys'],
  [{ inputs: { creatinine: 2, weight: 70 }, reference: kidney }, 'cockcroft-gault'],
  [{ inputs: { egfr: 45 }, reference: kidney }, 'kdigo-gfr-category'],
  [{ inputs: { uacr: 45 }, reference: kidney }, 'kdigo-albuminuria-category'],
])('case %#', (request, variant) => {
  expect(chooseVariant(request).variant).toBe(variant);
});

test.each([
  { inputs: patient, model: 'ckd-epi-2021-cr' },
  { inputs: patient, model: 'kfre-4var', reference: kidney },
  { inputs: patient, reference: 'meld' },
])('a variant of the other reference is refused, case %#', (request) => {
  expect(() => chooseVariant(request)).toThrow(expect.objectContaining({ code: 'unknown-model' }));
});

test('a ratio in mg/mmol is converted, one in mg/g wins', () => {
  const { uacr: _uacr, ...rest } = patient;
  expect(chooseVariant({ inputs: { ...rest, uacr_mg_per_mmol: 300 } }).inputs['uacr']).toBeCloseTo(2652, 9);
  expect(chooseVariant({ inputs: { ...patient, uacr_mg_per_mmol: 300 } }).inputs['uacr']).toBe(420);
});
