import type { ContributionWording } from '@cardwright/cards';
import type { Region } from './signature.ts';

/** Names, units and print format of the features that a card shows, in its order. */
export const wording: Readonly<Record<string, ContributionWording>> = {
  age: { label: 'Age', unit: 'a', decimals: 0 },
  sex: { label: 'Sex', unit: '{category}' },
  egfr: { label: 'eGFR', unit: 'mL/min/{1.73_m2}', decimals: 0 },
  creatinine: { label: 'Creatinine', unit: 'mg/dL', decimals: 2 },
  uacr: { label: 'Urine albumin-creatinine ratio', unit: 'mg/g', decimals: 0 },
  albumin: { label: 'Albumin', unit: 'g/dL', decimals: 1 },
  phosphate: { label: 'Phosphate', unit: 'mg/dL', decimals: 1 },
  bicarbonate: { label: 'Bicarbonate', unit: 'mmol/L', decimals: 0 },
  calcium: { label: 'Calcium', unit: 'mg/dL', decimals: 1 },
  ckd: { label: 'Chronic kidney disease on the problem list', unit: '{boolean}' },
  egfr_earlier: { label: 'Earlier eGFR (at least 90 days before)', unit: 'mL/min/{1.73_m2}', decimals: 0 },
  krt: { label: 'Dialysis or kidney transplant', unit: '{boolean}' },
  deceased: { label: 'Deceased', unit: '{boolean}' },
};

/** The label of a feature; its own name when it has none. */
export const labelOf = (feature: string): string => wording[feature]?.label ?? feature;

/** What a calibration is called. */
export const regionNames: Readonly<Record<Region, string>> = { na: 'North America', nonna: 'elsewhere' };
