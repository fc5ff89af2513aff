import type { ContributionWording } from '@cardwright/cards';
import type { Group } from './population.ts';
import { dialysis, type Variant } from './signature.ts';

const shared: Readonly<Record<string, ContributionWording>> = {
  age: { label: 'Age', unit: 'a', decimals: 0 },
  sex: { label: 'Sex', unit: '{category}' },
  female: { label: 'Female', unit: '{boolean}' },
  deceased: { label: 'Deceased', unit: '{boolean}' },
  liver_transplant: { label: 'Liver transplant', unit: '{boolean}' },
  acute_hepatitis: { label: 'Acute hepatitis', unit: '{boolean}' },
  cirrhosis: { label: 'Cirrhosis', unit: '{boolean}' },
  bilirubin: { label: 'Bilirubin', unit: 'mg/dL', decimals: 1 },
  inr: { label: 'INR', unit: '{ratio}', decimals: 1 },
  creatinine: { label: 'Creatinine', unit: 'mg/dL', decimals: 2 },
  sodium: { label: 'Sodium', unit: 'mmol/L', decimals: 0 },
  albumin: { label: 'Albumin', unit: 'g/dL', decimals: 1 },
  [dialysis]: { label: 'Dialysis twice in 7 days', unit: '{boolean}' },
  dialysis_session: { label: 'Dialysis session in the last 7 days', unit: '{boolean}' },
  warfarin: { label: 'Warfarin', unit: '{boolean}' },
  ascites: {
    label: 'Ascites',
    unit: '{boolean}',
    words: { true: 'on record, not graded', false: 'recorded as absent' },
  },
  encephalopathy: {
    label: 'Hepatic encephalopathy',
    unit: '{boolean}',
    words: { true: 'on record, not graded', false: 'recorded as absent' },
  },
  steatotic_liver_disease: { label: 'Steatotic liver disease (MASLD)', unit: '{boolean}' },
  chronic_hepatitis_c: { label: 'Chronic hepatitis C', unit: '{boolean}' },
  ast: { label: 'AST', unit: 'U/L', decimals: 0 },
  alt: { label: 'ALT', unit: 'U/L', decimals: 0 },
  platelets: { label: 'Platelets', unit: '10*3/uL', decimals: 0 },
};

/** Names, units and print format of features and inputs. */
export const wording: Readonly<Record<string, ContributionWording>> = shared;

/** The features that a card shows, in its order. */
export const shownInputs: Readonly<Record<Group, readonly string[]>> = {
  cirrhosis: [
    'cirrhosis',
    'bilirubin',
    'inr',
    'creatinine',
    'sodium',
    'albumin',
    'sex',
    dialysis,
    'dialysis_session',
    'ascites',
    'encephalopathy',
    'warfarin',
  ],
  'suspected-fibrosis': ['steatotic_liver_disease', 'chronic_hepatitis_c', 'age', 'ast', 'alt', 'platelets'],
};

/** The label of a feature; its own name when it has none. */
export const labelOf = (feature: string): string => wording[feature]?.label ?? feature;

/** What a score is called on the card. */
export const scoreNames: Readonly<Record<Variant, string>> = {
  'meld-3.0': 'MELD 3.0',
  'meld-na-optn-2016': 'MELD-Na',
  meld: 'MELD',
  'meld-na-kim-2008': 'MELD-Na (2008)',
  'meld-plus-7': 'MELD-Plus7',
  'child-pugh': 'Child-Pugh',
  'fib-4': 'FIB-4',
};
