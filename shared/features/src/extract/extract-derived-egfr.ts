import type { Feature } from '@cardwright/cds-service';
import { absent } from '../absent.ts';
import { ckdEpi2021 } from '../ckd-epi-2021.ts';
import type { DerivedEgfr } from '../declaration.ts';
import { derivedInputs, preferredFeature } from '../derived-inputs.ts';

/** The equation was developed in adults. */
const minAgeYears = 18;

/** The charted eGFR when there is one, else CKD-EPI 2021 from creatinine, age and sex, unrounded. */
export function extractDerivedEgfr(declaration: DerivedEgfr, lookup: (name: string) => Feature): Feature {
  const charted = preferredFeature(declaration.prefer, lookup);
  if (charted) return charted;
  const inputs = derivedInputs([declaration.creatinine, declaration.age, declaration.sex], lookup);
  if ('status' in inputs) return inputs;
  const [creatinine, age, sex] = inputs;
  const references = [...new Set(inputs.flatMap((input) => input.references))];
  if (typeof creatinine?.value !== 'number' || typeof age?.value !== 'number')
    return absent('no-value', references, 'creatinine or age is not a number');
  if (creatinine.unit !== 'mg/dL' || creatinine.value <= 0)
    return absent('no-value', references, 'creatinine is not a positive number of mg/dL');
  if (sex?.value !== 'female' && sex?.value !== 'male')
    return absent('no-value', references, 'sex is not female or male');
  if (age.value < minAgeYears)
    return absent('input-missing', references, `CKD-EPI 2021 is defined from ${minAgeYears} years of age`);
  return {
    status: 'present',
    value: ckdEpi2021(creatinine.value, age.value, sex.value),
    unit: 'mL/min/{1.73_m2}',
    ...(creatinine.effective !== undefined && { effective: creatinine.effective }),
    references,
    derivation: 'CKD-EPI 2021 from creatinine, age and sex',
  };
}
