import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { races } from './coefficients.ts';

/** The one variant: PLCOm2012 with its race term. */
export const variant = 'plcom2012';

/** Inclusive eligibility ranges of the reference; nothing is clamped. */
export const ranges = {
  age: [50, 80],
  education: [1, 6],
  bmi: [10, 70],
  cigarettes_per_day: [0.1, 150],
  smoking_duration_years: [1, 70],
  quit_years: [0, 60],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

const number = (name: keyof typeof ranges, unit: string): SignatureInput => ({
  name,
  unit,
  kind: 'number',
  range: ranges[name],
  presence: 'required',
});
const boolean = (name: string): SignatureInput => ({ name, unit: '{boolean}', kind: 'boolean', presence: 'required' });

/** Signature inputs in column order; `quit_years` of a current smoker is 0. */
export const inputs: readonly SignatureInput[] = [
  number('age', 'a'),
  { name: 'race', unit: '{category}', kind: 'category', categories: races, presence: 'required' },
  number('education', '1'),
  number('bmi', 'kg/m2'),
  boolean('copd'),
  boolean('personal_cancer'),
  boolean('family_lung_cancer'),
  boolean('current_smoker'),
  number('cigarettes_per_day', '{cigarettes}/d'),
  number('smoking_duration_years', 'a'),
  number('quit_years', 'a'),
];

/** The risk of lung cancer within six years, explained on the log-odds scale. */
export const outputs: readonly SignatureOutput[] = [
  {
    name: 'risk_6yr',
    unit: '1',
    kind: 'probability',
    inputs: inputs.map(({ name }) => name),
    column: 0,
    link: { scale: 'logit', column: 0 },
  },
];
