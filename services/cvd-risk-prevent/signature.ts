import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { optionalInputsOf, outcomes, type Horizon, type Model, type Outcome } from './variants.ts';

/**
 * Inclusive eligibility ranges in canonical units, from the clinical reference (preventr and the first AHA calculator).
 * Outside them an input is refused: no range is a clamp. The `min` and `max` of the formula's splines are part of the
 * formula and lie inside these ranges. UACR: the AHA's own code replaces 0 to 0.1 mg/g by 0.1; the reference gives the
 * range [0.1, 25000], which is followed here, so a smaller ratio is not used.
 */
export const ranges = {
  age: [30, 79],
  sbp: [90, 180],
  total_c: [130, 320],
  hdl_c: [20, 100],
  egfr: [15, 140],
  bmi: [18.5, 39.9],
  hba1c: [4.5, 15],
  uacr: [0.1, 25000],
  sdi: [1, 10],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** Ages of the 30-year equations (reference: "30-year risk only for ages 30-59"). */
export const ageRange30yr = [30, 59] as const;

/**
 * Limits that other implementations use for the same equations (Stata prevent10i and AHAprevent ports): kept for the
 * day a site configures them, used nowhere. Source: `rangeNote` of the clinical reference.
 */
export const alternativeLimits = { sbp: [90, 200], egfr: [15, 150] } as const;

const number = (name: keyof typeof ranges, unit: string, presence: SignatureInput['presence'] = 'required') =>
  ({ name, unit, kind: 'number', range: ranges[name], presence }) as const satisfies SignatureInput;
const boolean = (name: string) =>
  ({ name, unit: '{boolean}', kind: 'boolean', presence: 'required' }) as const satisfies SignatureInput;

const common: readonly SignatureInput[] = [
  { name: 'sex', unit: '{category}', kind: 'category', categories: ['female', 'male'], presence: 'required' },
  number('sbp', 'mm[Hg]'),
  boolean('bp_tx'),
  number('total_c', 'mg/dL'),
  number('hdl_c', 'mg/dL'),
  boolean('statin'),
  boolean('dm'),
  boolean('smoking'),
  number('egfr', 'mL/min/{1.73_m2}'),
  number('bmi', 'kg/m2', 'per-output'),
];
const optionalUnits = { hba1c: '%', uacr: 'mg/g', sdi: '{decile}' } as const;

/** Signature inputs in column order. An optional predictor is required by its own model and optional in `full`. */
export function inputsOf(model: Model, horizon: Horizon): readonly SignatureInput[] {
  const presence = model === 'full' ? 'optional' : 'required';
  const optional = optionalInputsOf[model].map((name) => number(name, optionalUnits[name], presence));
  const age: SignatureInput = { ...number('age', 'a'), range: horizon === '30yr' ? ageRange30yr : ranges.age };
  return [age, ...common, ...optional];
}

/** BMI enters the heart failure equation only; cholesterol and statins enter all others. */
const notIn = (outcome: Outcome): readonly string[] =>
  outcome === 'heart_failure' ? ['total_c', 'hdl_c', 'statin'] : ['bmi'];

/** Signature outputs: five probabilities, each explained on the log-odds scale. */
export function outputsOf(model: Model, horizon: Horizon): readonly SignatureOutput[] {
  const names = inputsOf(model, horizon).map(({ name }) => name);
  return outcomes.map((name, column) => ({
    name,
    unit: '1',
    kind: 'probability',
    inputs: names.filter((input) => !notIn(name).includes(input)),
    column,
    link: { scale: 'logit', column },
  }));
}
