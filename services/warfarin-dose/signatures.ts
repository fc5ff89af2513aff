import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { cyp2c9Diplotypes, races, vkorc1Genotypes } from './coefficients.ts';

export const variants = ['iwpc-pharmacogenetic', 'iwpc-clinical', 'gage-pharmacogenetic', 'gage-clinical'] as const;
export type Variant = (typeof variants)[number];

/** The inputs of all four variants by name; ranges are eligibility and come from the clinical reference. */
const inputs = {
  age: { name: 'age', unit: 'a', kind: 'number', range: [18, 110], presence: 'required' },
  height: { name: 'height', unit: 'cm', kind: 'number', range: [120, 220], presence: 'required' },
  weight: { name: 'weight', unit: 'kg', kind: 'number', range: [30, 250], presence: 'required' },
  targetInr: { name: 'target_inr', unit: '{ratio}', kind: 'number', range: [1.5, 4.5], presence: 'required' },
  race: category('race', races),
  inducer: boolean('inducer'),
  amiodarone: boolean('amiodarone'),
  smoker: boolean('smoker'),
  africanAmerican: boolean('african_american'),
  dvtPe: boolean('dvt_pe'),
} as const satisfies Readonly<Record<string, SignatureInput>>;

function boolean(name: string): SignatureInput {
  return { name, unit: '{boolean}', kind: 'boolean', presence: 'required' };
}

function category(name: string, categories: readonly string[]): SignatureInput {
  return { name, unit: '{category}', kind: 'category', categories, presence: 'required' };
}

const { age, height, weight, targetInr, race, inducer, amiodarone, smoker, africanAmerican, dvtPe } = inputs;
const gageClinicalInputs = [age, height, weight, targetInr, amiodarone, smoker, africanAmerican, dvtPe];

/** Signature inputs by variant, in column order. IWPC has a term of its own for an unknown genotype; Gage has none. */
export const inputsOf: Readonly<Record<Variant, readonly SignatureInput[]>> = {
  'iwpc-pharmacogenetic': [
    age,
    height,
    weight,
    category('vkorc1', [...vkorc1Genotypes, 'unknown']),
    category('cyp2c9', [...cyp2c9Diplotypes, 'unknown']),
    race,
    inducer,
    amiodarone,
  ],
  'iwpc-clinical': [age, height, weight, race, inducer, amiodarone],
  'gage-pharmacogenetic': [
    ...gageClinicalInputs,
    category('vkorc1', vkorc1Genotypes),
    category('cyp2c9', cyp2c9Diplotypes),
  ],
  'gage-clinical': gageClinicalInputs,
};

/**
 * Outputs of an IWPC variant. `sqrt_weekly_dose` is the formula's sum itself (unit 1, the root of mg/wk): it stays
 * readable when it is negative, where both doses are refused (NaN).
 */
export function iwpcOutputs(variant: Variant): readonly SignatureOutput[] {
  const names = inputsOf[variant].map((input) => input.name);
  return [
    {
      name: 'weekly_dose_mg',
      unit: 'mg/wk',
      kind: 'quantity',
      inputs: names,
      column: 0,
      link: { scale: 'sqrt', column: 0 },
    },
    { name: 'daily_dose_mg', unit: 'mg/d', kind: 'quantity', inputs: names, column: 1 },
    { name: 'sqrt_weekly_dose', unit: '1', kind: 'quantity', inputs: names, column: 2 },
  ];
}

/** Outputs of a Gage variant. */
export function gageOutputs(variant: Variant): readonly SignatureOutput[] {
  const names = inputsOf[variant].map((input) => input.name);
  return [
    {
      name: 'daily_dose_mg',
      unit: 'mg/d',
      kind: 'quantity',
      inputs: names,
      column: 0,
      link: { scale: 'log', column: 0 },
    },
    { name: 'weekly_dose_mg', unit: 'mg/wk', kind: 'quantity', inputs: names, column: 1 },
  ];
}
