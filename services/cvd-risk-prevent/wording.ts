import { valueInWords, type ContributionWording } from '@cardwright/cards';
import type { FeatureValue } from '@cardwright/cds-service';
import type { Outcome } from './variants.ts';

/** Names, units and print format of the inputs, by feature name. */
export const inputWording = {
  age: { label: 'Age', unit: 'a' },
  sex: { label: 'Sex', unit: '{category}' },
  sbp: { label: 'Systolic blood pressure', unit: 'mm[Hg]' },
  dbp: { label: 'Diastolic blood pressure', unit: 'mm[Hg]' },
  bp_tx: { label: 'Blood-pressure medication', unit: '{boolean}' },
  total_c: { label: 'Total cholesterol', unit: 'mg/dL', decimals: 0 },
  hdl_c: { label: 'HDL cholesterol', unit: 'mg/dL', decimals: 0 },
  statin: { label: 'Statin', unit: '{boolean}' },
  dm: { label: 'Diabetes', unit: '{boolean}' },
  smoking: { label: 'Current smoking', unit: '{boolean}' },
  creatinine: { label: 'Creatinine', unit: 'mg/dL', decimals: 2 },
  egfr: { label: 'eGFR', unit: 'mL/min/{1.73_m2}', decimals: 0 },
  bmi: { label: 'Body mass index', unit: 'kg/m2', decimals: 1 },
  hba1c: { label: 'HbA1c', unit: '%' },
  uacr: { label: 'Urine albumin-creatinine ratio', unit: 'mg/g' },
  sdi: { label: 'Social Deprivation Index', unit: '{decile}' },
  prior_cvd: { label: 'Known cardiovascular disease', unit: '{boolean}' },
  deceased: { label: 'Deceased', unit: '{boolean}' },
} as const satisfies Readonly<Record<string, ContributionWording>>;

const byName: Readonly<Record<string, ContributionWording>> = inputWording;

/** The label of a feature; its own name when it has none. */
export const labelOf = (feature: string): string => byName[feature]?.label ?? feature;

/** A value of a feature in words: `186 mmHg`, `yes`. */
export const valueOf = (feature: string, value: FeatureValue): string =>
  valueInWords(value, byName[feature]?.unit ?? '', byName[feature]);

/** What each output is called on the card. ASCVD is coronary heart disease and stroke; total is ASCVD and heart failure. */
export const outcomeTitles: Readonly<Record<Outcome, string>> = {
  total_cvd: 'Total cardiovascular disease',
  ascvd: 'Atherosclerotic cardiovascular disease (ASCVD)',
  heart_failure: 'Heart failure',
  chd: 'Coronary heart disease',
  stroke: 'Stroke',
};
