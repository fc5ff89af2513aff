import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { ada, familyDegrees, findrisc } from './coefficients.ts';

/** The variants, in the order of `service.json`. */
export const variants = ['ada-risk-test', 'findrisc', 'wilson-2007-logistic-bmi', 'wilson-2007-points'] as const;
export type Variant = (typeof variants)[number];

/** The clinical reference of each variant. */
export const referenceOf: Readonly<Record<Variant, string>> = {
  'ada-risk-test': 'ada-diabetes-risk-test',
  findrisc: 'findrisc',
  'wilson-2007-logistic-bmi': 'framingham-offspring-diabetes',
  'wilson-2007-points': 'framingham-offspring-diabetes',
};

const number = (name: string, unit: string, range?: readonly [number, number]): SignatureInput => ({
  name,
  unit,
  kind: 'number',
  ...(range && { range }),
  presence: 'required',
});
const flag = (name: string): SignatureInput => ({ name, unit: '{boolean}', kind: 'boolean', presence: 'required' });
const category = (name: string, categories: readonly string[]): SignatureInput => ({
  name,
  unit: '{category}',
  kind: 'category',
  categories,
  presence: 'required',
});

const sex = category('sex', ['female', 'male']);
const age = number('age', 'a', [18, 120]);
const bmi = number('bmi', 'kg/m2', [10, 80]);

/** Without ranges where the reference gives none. */
const wilson = [
  sex,
  number('age', 'a', [30, 80]),
  number('sbp', 'mm[Hg]'),
  number('dbp', 'mm[Hg]'),
  number('bmi', 'kg/m2'),
  number('hdl_c', 'mg/dL'),
  number('triglycerides', 'mg/dL'),
  number('fasting_glucose', 'mg/dL', [40, 125]),
  flag('parental_history'),
  flag('bp_medication'),
];

/** Signature inputs in column order; names, units and ranges of the references. */
export const inputsOf: Readonly<Record<Variant, readonly SignatureInput[]>> = {
  'ada-risk-test': [
    age,
    sex,
    flag('gestational_diabetes'),
    flag('family_history'),
    flag('hypertension'),
    flag('physically_active'),
    bmi,
  ],
  findrisc: [
    age,
    sex,
    bmi,
    number('waist', 'cm', [40, 220]),
    flag('physical_activity'),
    flag('daily_fruit_veg'),
    flag('bp_medication'),
    flag('high_glucose_history'),
    category('family_history', familyDegrees),
  ],
  'wilson-2007-logistic-bmi': wilson,
  'wilson-2007-points': wilson,
};

/** Items of the ADA risk test, in the order of their points among the outputs. */
export const adaItems = [
  'age',
  'sex',
  'gestational_diabetes',
  'family_history',
  'hypertension',
  'physically_active',
  'bmi',
] as const;

type Shape = Omit<SignatureOutput, 'inputs' | 'column'>;
const score = (name: string, highest: number): Shape => ({
  name,
  unit: '{score}',
  kind: 'score',
  range: [0, highest],
});

const shapes: Readonly<Record<Variant, readonly Shape[]>> = {
  'ada-risk-test': [
    score('score', ada.highest),
    { name: 'screen', unit: '{category}', kind: 'category', categories: ['false', 'true'] },
    ...adaItems.map((item) => score(`points.${item}`, 3)),
  ],
  findrisc: [score('score', findrisc.highest)],
  'wilson-2007-logistic-bmi': [{ name: 'risk_8yr', unit: '1', kind: 'probability' }],
  'wilson-2007-points': [score('points', 28), { name: 'risk_8yr_table', unit: '1', kind: 'probability' }],
};

/** The points of one item need that item alone; those of gestational diabetes, which only women have, the sex too. */
function neededBy(variant: Variant, output: string): readonly string[] {
  const names = inputsOf[variant].map(({ name }) => name);
  // The point table has no age: it was made for middle age, which the range of the input holds.
  if (variant === 'wilson-2007-points') return names.filter((name) => name !== 'age');
  if (output === 'points.gestational_diabetes') return ['sex', 'gestational_diabetes'];
  return output.startsWith('points.') ? [output.slice('points.'.length)] : names;
}

/** Signature outputs: the score, what it says where the source says it, and the points of each item of the ADA test. */
export const outputsOf = (variant: Variant): readonly SignatureOutput[] =>
  shapes[variant].map((shape, column) => ({ ...shape, inputs: neededBy(variant, shape.name), column }));
