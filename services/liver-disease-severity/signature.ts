import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { childPugh, scoreRange } from './coefficients.ts';

/** The variants, in the order of `service.json`; a vector's `model` has the same name. */
export const variants = [
  'meld-3.0',
  'meld-na-optn-2016',
  'meld',
  'meld-na-kim-2008',
  'meld-plus-7',
  'child-pugh',
  'fib-4',
] as const;
export type Variant = (typeof variants)[number];

/** The one yes or no whose absence the source counts as no. */
export const dialysis = 'dialysis_twice_in_week';

const number = (name: string, unit: string, range?: readonly [number, number]): SignatureInput => ({
  name,
  unit,
  kind: 'number',
  ...(range && { range }),
  presence: 'required',
});
const category = (name: string, categories: readonly string[]): SignatureInput => ({
  name,
  unit: '{category}',
  kind: 'category',
  categories,
  presence: 'required',
});

const meldResults = [
  number('creatinine', 'mg/dL', [0.1, 25]),
  number('bilirubin', 'mg/dL', [0.1, 80]),
  number('inr', '{ratio}', [0.5, 20]),
];
const sodium = number('sodium', 'mmol/L', [100, 180]);
const albumin = number('albumin', 'g/dL', [0.5, 7]);
const dialysisInput: SignatureInput = {
  name: dialysis,
  unit: '{boolean}',
  kind: 'boolean',
  presence: 'optional',
  imputation: {
    value: false,
    statistic: 'constant',
    source: 'OPTN policy 9.1.D: creatinine is set only for candidates with a dialysis criterion',
    by: 'graph',
  },
};

/** Signature inputs in column order; names, units and ranges of the references. */
export const inputsOf: Readonly<Record<Variant, readonly SignatureInput[]>> = {
  'meld-3.0': [
    ...meldResults,
    sodium,
    albumin,
    { name: 'female', unit: '{boolean}', kind: 'boolean', presence: 'required' },
    dialysisInput,
  ],
  'meld-na-optn-2016': [...meldResults, sodium, dialysisInput],
  meld: [...meldResults, dialysisInput],
  'meld-na-kim-2008': [...meldResults, sodium, dialysisInput],
  'meld-plus-7': [...meldResults, sodium, albumin, number('wbc', '10*3/uL', [0.1, 200]), number('age', 'a')],
  'child-pugh': [
    number('bilirubin', 'mg/dL', [0, 60]),
    albumin,
    number('inr', '{ratio}', [0.5, 20]),
    category('ascites', childPugh.ascites),
    category('encephalopathy', childPugh.encephalopathy),
  ],
  'fib-4': [
    number('age', 'a', [18, 120]),
    number('ast', 'U/L', [1, 10000]),
    number('alt', 'U/L', [1, 10000]),
    number('platelets', '10*3/uL', [1, 3000]),
  ],
};

type Shape = Omit<SignatureOutput, 'inputs' | 'column'>;

const score = (name: string, rest: Partial<Shape> = {}): Shape => ({ name, unit: '{score}', kind: 'score', ...rest });
const explained = { link: { scale: 'identity', column: 0 } } as const;
const bounded = { range: scoreRange } as const;

const shapes: Readonly<Record<Variant, readonly Shape[]>> = {
  'meld-3.0': [score('meld3_unrounded', explained), score('meld3', bounded)],
  'meld-na-optn-2016': [score('meld_na_unrounded'), score('meld_na_optn_rounded', bounded)],
  meld: [score('meld_i'), score('meld', bounded)],
  'meld-na-kim-2008': [score('meld_na_kim2008')],
  'meld-plus-7': [{ name: 'mortality_90d', unit: '1', kind: 'probability', link: { scale: 'logit', column: 0 } }],
  'child-pugh': [
    score('score', { range: [5, 15] }),
    { name: 'class', unit: '{category}', kind: 'category', categories: childPugh.classes },
    ...['bilirubin', 'albumin', 'inr'].map((name) => score(`points.${name}`, { range: [1, 3] })),
  ],
  'fib-4': [score('fib4')],
};

/** The points of one item need that item alone. */
function neededBy(variant: Variant, output: string): readonly string[] {
  const names = inputsOf[variant].map(({ name }) => name);
  return output.startsWith('points.') ? [output.slice('points.'.length)] : names;
}

/** Signature outputs: unrounded as published, then rounded and bounded where the source does that. */
export const outputsOf = (variant: Variant): readonly SignatureOutput[] =>
  shapes[variant].map((shape, column) => ({ ...shape, inputs: neededBy(variant, shape.name), column }));
