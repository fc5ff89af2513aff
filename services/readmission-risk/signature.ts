import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { comorbidityNames, hospital, hospitalCategories, lace } from './points-tables.ts';

/** The variants, in the order of `service.json`. `-bounds` count what is not known as its least and as its most. */
export const hospitalVariants = ['hospital', 'hospital-bounds'] as const;
export const laceVariants = ['lace', 'lace-risk-table', 'lace-bounds'] as const;
export type HospitalVariant = (typeof hospitalVariants)[number];
export type LaceVariant = (typeof laceVariants)[number];
export type Variant = HospitalVariant | LaceVariant;

const number = (name: string, unit: string, range: readonly [number, number]) =>
  ({ name, unit, kind: 'number', range, presence: 'required' }) as const;
const boolean = (name: string) => ({ name, unit: '{boolean}', kind: 'boolean', presence: 'required' }) as const;
const optional = (inputs: readonly SignatureInput[]) =>
  inputs.map((input): SignatureInput => ({ ...input, presence: 'optional' }));

/** Names, units and ranges of the clinical reference. */
const hospitalInputs: readonly SignatureInput[] = [
  number('hemoglobin', 'g/dL', [2, 25]),
  boolean('oncology_discharge'),
  number('sodium', 'mmol/L', [90, 190]),
  boolean('procedure'),
  boolean('urgent_admission'),
  number('admissions_prior_year', '1', [0, 100]),
  number('length_of_stay_days', 'd', [0, 3650]),
];
const stay = number('length_of_stay_days', 'd', [0, 3650]);
const acute = boolean('acute_admission');
const visits = number('ed_visits_6mo', '1', [0, 100]);

/** Signature inputs in column order. */
export const inputsOf: Readonly<Record<Variant, readonly SignatureInput[]>> = {
  hospital: hospitalInputs,
  'hospital-bounds': optional(hospitalInputs),
  lace: [stay, acute, number('charlson', '{score}', [0, 40]), visits],
  'lace-risk-table': [number('score', '{score}', [0, lace.highest])],
  'lace-bounds': optional([stay, acute, ...comorbidityNames.map(boolean), visits]),
};

/** Points that a part of the HOSPITAL score gives for certain, by output, with the input it is counted from. */
export const hospitalParts = {
  points_hemoglobin: 'hemoglobin',
  points_oncology: 'oncology_discharge',
  points_sodium: 'sodium',
  points_procedure: 'procedure',
  points_urgent: 'urgent_admission',
  points_admissions: 'admissions_prior_year',
  points_stay: 'length_of_stay_days',
} as const;

const score = { unit: '{score}', kind: 'score' } as const;
const category = (name: string, categories: readonly string[]) =>
  ({ name, unit: '{category}', kind: 'category', categories }) as const;
const risk = { name: 'expected_risk', unit: '1', kind: 'probability' } as const;

const hospitalRange = [0, hospital.highest] as const;
const laceRange = [0, lace.highest] as const;

type NamedOutput = Omit<SignatureOutput, 'inputs' | 'column'>;

const outputs: Readonly<Record<Variant, readonly NamedOutput[]>> = {
  hospital: [
    { name: 'score', ...score, range: hospitalRange },
    category(
      'risk',
      hospitalCategories.map(({ name }) => name),
    ),
  ],
  'hospital-bounds': [
    { name: 'score_low', ...score, range: hospitalRange },
    { name: 'score_high', ...score, range: hospitalRange },
    ...Object.keys(hospitalParts).map((name) => ({ name, ...score })),
  ],
  lace: [{ name: 'score', ...score, range: laceRange }, risk, category('high_risk', ['false', 'true'])],
  'lace-risk-table': [risk],
  'lace-bounds': [
    { name: 'score_low', ...score, range: laceRange },
    { name: 'score_high', ...score, range: laceRange },
    ...['points_stay', 'points_acute', 'points_comorbidity', 'points_visits', 'charlson_low', 'charlson_high'].map(
      (name) => ({ name, ...score }),
    ),
  ],
};

/** Signature outputs; each depends on all inputs, as a sum does. */
export const outputsOf = (variant: Variant): readonly SignatureOutput[] =>
  outputs[variant].map((output, column) => ({
    ...output,
    inputs: inputsOf[variant].map(({ name }) => name),
    column,
  }));
