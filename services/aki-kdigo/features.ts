import { bodyWeight, creatinine, units, type FeatureDeclarations } from '@cardwright/features';
import { urineVolume } from './units.ts';
import {
  chronicDialysis,
  chronicDialysisIcd10,
  kidneyReplacementProcedures,
  nephrotoxins,
  urineOutput,
} from './value-sets.ts';
import { urineStart, urineSum, windows } from './windows.ts';

const serumCreatinine = {
  kind: 'observation-number',
  codes: creatinine,
  unit: units.creatinine,
  plausible: [0.1, 25],
} as const;
const urine = {
  kind: 'observation-number',
  codes: urineOutput,
  unit: urineVolume,
  plausible: [0, 10000],
} as const;

/** What is read from the chart; inputs of the model carry its names. The draft order is context and not here. */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  deceased: { kind: 'deceased' },
  // Asked of each terminology by itself: under a SNOMED CT code that is not listed, the words leave the question open.
  chronic_dialysis_snomed_ct: { kind: 'condition', codes: chronicDialysis, when: 'active', negative: 'asked' },
  chronic_dialysis_icd_10: { kind: 'condition', codes: chronicDialysisIcd10, when: 'active', negative: 'asked' },
  chronic_dialysis: { kind: 'any-of', of: ['chronic_dialysis_snomed_ct', 'chronic_dialysis_icd_10'] },
  creatinine: { ...serumCreatinine, pick: 'latest', window: windows.creatinine },
  lowest_creatinine_48h: { ...serumCreatinine, pick: 'min', window: windows.lowest48h },
  lowest_creatinine_7d: { ...serumCreatinine, pick: 'min', window: windows.lowest7d },
  median_creatinine_365d: { ...serumCreatinine, pick: 'median', window: windows.median365d },
  rrt: {
    kind: 'procedure',
    codes: kidneyReplacementProcedures,
    when: 'in-window',
    window: windows.krt,
    negative: 'asked',
  },
  weight: {
    kind: 'observation-number',
    pick: 'latest',
    codes: bodyWeight,
    unit: units.bodyWeight,
    window: windows.weight,
    plausible: [20, 400],
  },
  urine_latest: { ...urine, pick: 'latest', window: windows.urine },
  urine_6h: { ...urine, pick: 'sum', window: urineSum(6) },
  urine_12h: { ...urine, pick: 'sum', window: urineSum(12) },
  urine_24h: { ...urine, pick: 'sum', window: urineSum(24) },
  urine_start_6h: { ...urine, pick: 'latest', window: urineStart(6) },
  urine_start_12h: { ...urine, pick: 'latest', window: urineStart(12) },
  urine_start_24h: { ...urine, pick: 'latest', window: urineStart(24) },
  nephrotoxin_active: { kind: 'medication', codes: nephrotoxins, negative: 'asked' },
};
