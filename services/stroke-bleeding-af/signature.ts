import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { bleedingItems, highest, rateNames, strokePoints } from './coefficients.ts';

/** The variants of each reference; a line's `model` has the same name. */
export const strokeVariants = ['cha2ds2-vasc', 'cha2ds2-va', 'annual-rate-table'] as const;
export const bleedingVariants = ['has-bled', 'has-bled-lower-bound'] as const;
export type Variant = (typeof strokeVariants)[number] | (typeof bleedingVariants)[number];

/** Inclusive range of both references. */
export const ageRange = [18, 120] as const;

const age: SignatureInput = { name: 'age', unit: 'a', kind: 'number', range: ageRange, presence: 'required' };
const sex: SignatureInput = {
  name: 'sex',
  unit: '{category}',
  kind: 'category',
  categories: ['female', 'male'],
  presence: 'required',
};
const flags = (names: readonly string[], presence: 'required' | 'optional'): readonly SignatureInput[] =>
  names.map((name) => ({ name, unit: '{boolean}', kind: 'boolean', presence }));

const strokeFlags = flags(Object.keys(strokePoints), 'required');

/** Signature inputs in column order. In the lower bound every item but age may be absent: it then counts nothing. */
export const inputsOf: Readonly<Record<Variant, readonly SignatureInput[]>> = {
  'cha2ds2-vasc': [age, sex, ...strokeFlags],
  'cha2ds2-va': [age, ...strokeFlags],
  'annual-rate-table': [{ name: 'score', unit: '{score}', kind: 'number', range: [0, 9], presence: 'required' }],
  'has-bled': [age, ...flags(bleedingItems, 'required')],
  'has-bled-lower-bound': [age, ...flags(bleedingItems, 'optional')],
};

/** The sum, which is its own link; CHA2DS2-VASc gives the annual rates of the three tables beside it, as fractions. */
export function outputsOf(variant: Variant): readonly SignatureOutput[] {
  const inputs = inputsOf[variant].map(({ name }) => name);
  const rates = (from: number) =>
    rateNames.map((name, index): SignatureOutput => ({
      name,
      unit: '/a',
      kind: 'quantity',
      inputs,
      column: from + index,
      range: [0, 1],
    }));
  if (variant === 'annual-rate-table') return rates(0);
  const sum: SignatureOutput = {
    name: variant === 'cha2ds2-va' ? 'cha2ds2_va' : 'score',
    unit: '{score}',
    kind: 'score',
    inputs,
    column: 0,
    link: { scale: 'identity', column: 0 },
    range: [0, variant === 'cha2ds2-va' ? highest.cha2ds2Va : highest.cha2ds2Vasc],
  };
  return variant === 'cha2ds2-vasc' ? [sum, ...rates(1)] : [sum];
}
