import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { capriniPoints, highest, mobilityPoints, paduaPoints, surgeryPoints, womenPoints } from './coefficients.ts';

/** The variants of each reference; a line's `model` has the same name. */
export const paduaVariants = ['padua', 'padua-lower-bound'] as const;
export const capriniVariants = ['caprini-2005', 'caprini-2005-lower-bound'] as const;
export type Variant = (typeof paduaVariants)[number] | (typeof capriniVariants)[number];

/** Inclusive ranges of both references. */
export const ageRange = [18, 120] as const;
export const bmiRange = [10, 80] as const;

type Presence = 'required' | 'optional';

const age: SignatureInput = { name: 'age', unit: 'a', kind: 'number', range: ageRange, presence: 'required' };
const sex: SignatureInput = {
  name: 'sex',
  unit: '{category}',
  kind: 'category',
  categories: ['female', 'male'],
  presence: 'required',
};
const bmi = (presence: Presence): SignatureInput => ({
  name: 'bmi',
  unit: 'kg/m2',
  kind: 'number',
  range: bmiRange,
  presence,
});
const category = (name: string, points: Readonly<Record<string, number>>, presence: Presence): SignatureInput => ({
  name,
  unit: '{category}',
  kind: 'category',
  categories: Object.keys(points),
  presence,
});
const flags = (points: Readonly<Record<string, number>>, presence: Presence): readonly SignatureInput[] =>
  Object.keys(points).map((name) => ({ name, unit: '{boolean}', kind: 'boolean', presence }));

/**
 * A yes or no of Caprini that is not given counts as no: the reference says so ("boolean inputs not listed are false"). A lower
 * bound takes what else may be unknown as nothing; the card says so.
 */
const caprini = (presence: Presence): readonly SignatureInput[] => [
  category('surgery', surgeryPoints, presence),
  category('mobility', mobilityPoints, presence),
  ...flags(capriniPoints, 'optional'),
  ...flags(womenPoints, 'optional'),
];

/** Signature inputs in column order. */
export const inputsOf: Readonly<Record<Variant, readonly SignatureInput[]>> = {
  padua: [...flags(paduaPoints, 'required'), age, bmi('required')],
  'padua-lower-bound': [...flags(paduaPoints, 'optional'), age, bmi('optional')],
  'caprini-2005': [age, sex, ...caprini('required')],
  // Without the sex it is a plain sum; the items of women are given for women only.
  'caprini-2005-lower-bound': [age, ...caprini('optional')],
};

/** The sum, which is its own link. Padua says beside it whether the risk is high; its lower bound, what the sum can be at most. */
export function outputsOf(variant: Variant): readonly SignatureOutput[] {
  const inputs = inputsOf[variant].map(({ name }) => name);
  const isPadua = variant === 'padua' || variant === 'padua-lower-bound';
  const range = [0, isPadua ? highest.padua : highest.caprini] as const;
  const sum: SignatureOutput = {
    name: 'score',
    unit: '{score}',
    kind: 'score',
    inputs,
    column: 0,
    // The whole Caprini score answers the command line only, and is not explained.
    ...(variant !== 'caprini-2005' && { link: { scale: 'identity' as const, column: 0 } }),
    range,
  };
  if (variant === 'padua')
    return [
      sum,
      { name: 'high_risk', unit: '{category}', kind: 'category', categories: ['false', 'true'], inputs, column: 1 },
    ];
  if (variant === 'padua-lower-bound')
    return [sum, { name: 'highest_score', unit: '{score}', kind: 'score', inputs, column: 1, range }];
  return [sum];
}
