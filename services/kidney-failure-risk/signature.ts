import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { albuminuriaCategories, gfrCategories } from './coefficients.ts';

/** The variants, in the order of `service.json`; a line's `model` has the same name. */
export const kfreVariants = ['kfre-4var', 'kfre-6var', 'kfre-8var'] as const;
export type KfreVariant = (typeof kfreVariants)[number];
export const kidneyFunctionVariants = [
  'ckd-epi-2021-cr',
  'ckd-epi-2021-cr-cys',
  'ckd-epi-2012-cys',
  'cockcroft-gault',
  'kdigo-gfr-category',
  'kdigo-albuminuria-category',
] as const;
export type KidneyFunctionVariant = (typeof kidneyFunctionVariants)[number];
export type Variant = KfreVariant | KidneyFunctionVariant;

/** Calibrations: `na` North America, `nonna` elsewhere. Always explicit. */
export const regions = ['na', 'nonna'] as const;
export type Region = (typeof regions)[number];

/** Inclusive eligibility ranges of the references; nothing is clamped. */
export const ranges = {
  age: [18, 110],
  egfr: [1, 60],
  uacr: [0.1, 30000],
  albumin: [1, 6],
  phosphate: [0.5, 15],
  bicarbonate: [5, 45],
  calcium: [4, 16],
  creatinine: [0.1, 25],
  cystatin_c: [0.2, 12],
  weight: [20, 300],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

const unitsOf = {
  age: 'a',
  egfr: 'mL/min/{1.73_m2}',
  uacr: 'mg/g',
  albumin: 'g/dL',
  phosphate: 'mg/dL',
  bicarbonate: 'mmol/L',
  calcium: 'mg/dL',
  creatinine: 'mg/dL',
  cystatin_c: 'mg/L',
  weight: 'kg',
} as const;

const number = (name: keyof typeof ranges, range: readonly [number, number] = ranges[name]): SignatureInput => ({
  name,
  unit: unitsOf[name],
  kind: 'number',
  range,
  presence: 'required',
});
const category = (name: string, categories: readonly string[]): SignatureInput => ({
  name,
  unit: '{category}',
  kind: 'category',
  categories,
  presence: 'required',
});
const boolean = (name: string): SignatureInput => ({ name, unit: '{boolean}', kind: 'boolean', presence: 'required' });

const sex = category('sex', ['female', 'male']);
const region = category('region', regions);
const kfre = [number('age'), sex, number('egfr'), number('uacr')];
/** The range of CKD-EPI and Cockcroft-Gault ages. */
const age = number('age', [18, 120]);

/** Signature inputs in column order. */
export const inputsOf: Readonly<Record<Variant, readonly SignatureInput[]>> = {
  'kfre-4var': [...kfre, region],
  'kfre-6var': [...kfre, boolean('dm'), boolean('htn'), region],
  'kfre-8var': [...kfre, number('albumin'), number('phosphate'), number('bicarbonate'), number('calcium'), region],
  'ckd-epi-2021-cr': [age, sex, number('creatinine')],
  'ckd-epi-2021-cr-cys': [age, sex, number('creatinine'), number('cystatin_c')],
  'ckd-epi-2012-cys': [age, sex, number('cystatin_c')],
  'cockcroft-gault': [age, sex, number('creatinine'), number('weight')],
  // Categories have no range of their own: any charted value has one.
  'kdigo-gfr-category': [{ name: 'egfr', unit: unitsOf.egfr, kind: 'number', presence: 'required' }],
  'kdigo-albuminuria-category': [{ name: 'uacr', unit: unitsOf.uacr, kind: 'number', presence: 'required' }],
};

const answers = {
  'ckd-epi-2021-cr': ['egfr_cr_2021', unitsOf.egfr],
  'ckd-epi-2021-cr-cys': ['egfr_cr_cys_2021', unitsOf.egfr],
  'ckd-epi-2012-cys': ['egfr_cys_2012', unitsOf.egfr],
  'cockcroft-gault': ['crcl_cg', 'mL/min'],
} as const;

/** Signature outputs. KFRE: two probabilities, explained on the log-odds scale. */
export function outputsOf(variant: Variant): readonly SignatureOutput[] {
  const inputs = inputsOf[variant].map(({ name }) => name);
  if (variant === 'kdigo-gfr-category')
    return [
      { name: 'gfr_category', unit: '{category}', kind: 'category', categories: gfrCategories, inputs, column: 0 },
    ];
  if (variant === 'kdigo-albuminuria-category')
    return [
      {
        name: 'albuminuria_category',
        unit: '{category}',
        kind: 'category',
        categories: albuminuriaCategories,
        inputs,
        column: 0,
      },
    ];
  if (isKfre(variant))
    return ['risk_2yr', 'risk_5yr'].map((name, column) => ({
      name,
      unit: '1',
      kind: 'probability',
      inputs,
      column,
      link: { scale: 'logit', column },
    }));
  const [name, unit] = answers[variant];
  return [{ name, unit, kind: 'quantity', inputs, column: 0 }];
}

/** Whether a variant is one of the risk equations. */
export const isKfre = (variant: Variant): variant is KfreVariant => kfreVariants.some((name) => name === variant);
