import type { FeatureValue, GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import {
  gageClinical,
  gagePharmacogenetic,
  iwpcClinical,
  iwpcPharmacogenetic,
  type GageCoefficients,
  type IwpcCoefficients,
} from './coefficients.ts';
import { gageLog } from './gage-log.ts';
import { iwpcRoot } from './iwpc-root.ts';
import { inputsOf, type Variant } from './signatures.ts';

const coefficients = {
  'iwpc-pharmacogenetic': { family: 'iwpc', terms: iwpcPharmacogenetic },
  'iwpc-clinical': { family: 'iwpc', terms: iwpcClinical },
  'gage-pharmacogenetic': { family: 'gage', terms: gagePharmacogenetic },
  'gage-clinical': { family: 'gage', terms: gageClinical },
} as const satisfies Readonly<
  Record<Variant, { family: 'iwpc'; terms: IwpcCoefficients } | { family: 'gage'; terms: GageCoefficients }>
>;

const source =
  'own computation: the published coefficients evaluated in float64 without the graph; all reference vectors of the variant are met by the same evaluator';

/**
 * Golden vectors of our own for one variant: every category of every categorical input, both ends of every range and
 * both values of every boolean around a middle patient, then seeded random rows. Rows without a dose (a negative IWPC
 * root) are left out: the graph gives NaN there, which its own test covers.
 */
export function ownVectors(variant: Variant, count: number): readonly GoldenVector[] {
  const inputs: readonly SignatureInput[] = inputsOf[variant];
  const random = mulberry32(20090219);
  const rows: ModelInputs[] = [...sweep(inputs)];
  while (rows.length < count) rows.push(Object.fromEntries(inputs.map((input) => [input.name, draw(input, random)])));
  return rows
    .flatMap((row) => expectedOf(variant, row))
    .map(({ row, expected }, index) => ({
      id: `warfarin-dosing-own-${variant}-${String(index + 1).padStart(3, '0')}`,
      inputs: row,
      expected,
      tolerance: 1e-9,
      source,
    }));
}

function expectedOf(variant: Variant, row: ModelInputs): { row: ModelInputs; expected: Record<string, number> }[] {
  const model = coefficients[variant];
  if (model.family === 'gage') {
    const daily = Math.exp(gageLog(model.terms, row));
    return [{ row, expected: { daily_dose_mg: daily, weekly_dose_mg: daily * 7 } }];
  }
  const root = iwpcRoot(model.terms, row);
  if (root < 0) return [];
  return [{ row, expected: { weekly_dose_mg: root ** 2, daily_dose_mg: root ** 2 / 7, sqrt_weekly_dose: root } }];
}

/** One input at a time moved through its categories, values or range ends. */
function sweep(inputs: readonly SignatureInput[]): readonly ModelInputs[] {
  const middle = Object.fromEntries(inputs.map((input) => [input.name, middleOf(input)]));
  return inputs.flatMap((input) => valuesOf(input).map((value) => ({ ...middle, [input.name]: value })));
}

function middleOf(input: SignatureInput): FeatureValue {
  if (input.name === 'age') return 59;
  if (input.range) return (input.range[0] + input.range[1]) / 2;
  return input.categories?.[0] ?? false;
}

function valuesOf(input: SignatureInput): readonly FeatureValue[] {
  // Ages on both sides of a decade: the formula takes floor(age / 10).
  if (input.name === 'age') return [18, 19, 20, 69, 70, 110];
  return input.range ?? input.categories ?? [false, true];
}

function draw(input: SignatureInput, random: () => number): FeatureValue {
  if (input.range) {
    const [low, high] = input.range;
    const decimals = input.name === 'age' ? 0 : 1;
    return Number((low + (high - low) * random()).toFixed(decimals));
  }
  const values = input.categories ?? [false, true];
  return values[Math.floor(random() * values.length)] ?? false;
}

/** A small seeded generator (Tommy Ettinger's mulberry32), so that the vectors are the same at every build. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
