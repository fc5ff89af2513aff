import { creatinine, egfrCkdEpi2021, uacr, units, type FeatureDeclarations } from '@cardwright/features';
import { bicarbonateUnit, phosphateUnit } from './units.ts';
import {
  chronicKidneyDisease,
  kidneyReplacementTherapy,
  kidneyReplacementTherapyIcd10,
  serumAlbumin,
  serumBicarbonate,
  serumCalcium,
  serumPhosphate,
} from './value-sets.ts';
import { windows } from './windows.ts';

const egfrReported = {
  kind: 'observation-number',
  pick: 'latest',
  codes: egfrCkdEpi2021,
  unit: units.egfr,
  plausible: [1, 250],
} as const;
const serumCreatinine = {
  kind: 'observation-number',
  pick: 'latest',
  codes: creatinine,
  unit: units.creatinine,
  plausible: [0.1, 30],
} as const;
const egfr = { kind: 'derived-egfr', age: 'age', sex: 'sex' } as const;
const result = { kind: 'observation-number', pick: 'latest', window: windows.results } as const;

/**
 * What is read from the chart; the model's inputs carry the names of the reference. `plausible` guards against entry
 * errors and is wider than the model's ranges. The calibration (`region`) is not chart data: both are computed.
 */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  sex: { kind: 'sex', from: 'birth' },
  deceased: { kind: 'deceased' },
  ckd: { kind: 'condition', codes: chronicKidneyDisease, when: 'active', negative: 'asked' },
  // Asked of each terminology by itself: under a SNOMED CT code that is not listed, the words leave the question open.
  krt_snomed_ct: { kind: 'condition', codes: kidneyReplacementTherapy, when: 'ever', negative: 'asked' },
  krt_icd_10: { kind: 'condition', codes: kidneyReplacementTherapyIcd10, when: 'ever', negative: 'asked' },
  krt: { kind: 'any-of', of: ['krt_snomed_ct', 'krt_icd_10'] },
  egfr_reported: { ...egfrReported, window: windows.results },
  creatinine: { ...serumCreatinine, window: windows.results },
  egfr: { ...egfr, prefer: 'egfr_reported', creatinine: 'creatinine' },
  // Only to see that a low eGFR lasts; computed with today's age, which makes it a little lower than it was.
  egfr_earlier_reported: { ...egfrReported, window: windows.earlier },
  creatinine_earlier: { ...serumCreatinine, window: windows.earlier },
  egfr_earlier: { ...egfr, prefer: 'egfr_earlier_reported', creatinine: 'creatinine_earlier' },
  uacr: { ...result, codes: uacr, unit: units.uacr, plausible: [0, 50000] },
  albumin: { ...result, codes: serumAlbumin, unit: units.protein, plausible: [0.5, 8] },
  phosphate: { ...result, codes: serumPhosphate, unit: phosphateUnit, plausible: [0.2, 25] },
  bicarbonate: { ...result, codes: serumBicarbonate, unit: bicarbonateUnit, plausible: [2, 60] },
  calcium: { ...result, codes: serumCalcium, unit: units.calcium, plausible: [3, 20] },
};
