import type { FeatureValue, GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import { scoreFormula } from './score-formulas.ts';
import { inputsOf, isRange, referenceOf, type Variant } from './signature.ts';

const source =
  'own computation: the printed points by a plain formula apart from the graph; it meets every reference vector';
const rangeSource = `${source}. Least and most over every completion of what is absent`;

/** Both sides of every limit, and the ends of the ranges. */
const edges: Readonly<Record<string, readonly number[]>> = {
  age: [18, 49, 50, 65, 66, 120],
  heart_rate: [0, 74, 75, 94, 95, 99, 100, 101, 300],
  spo2: [0, 94, 94.9, 95, 96, 100],
};

/** Golden vectors of our own for one variant: one input moved at a time, then seeded patients with what is absent where it may be. */
export function ownVectors(variant: Variant): readonly GoldenVector[] {
  const inputs = inputsOf(variant);
  const next = mulberry32(20001116);
  const start = Object.fromEntries(inputs.map((input) => [input.name, valuesOf(input)[0] ?? null]));
  const moves = inputs.flatMap((input) => valuesOf(input).map((value) => ({ ...start, [input.name]: value })));
  const drawn = Array.from({ length: 50 }, () =>
    Object.fromEntries(
      inputs.map((input) => [input.name, valuesOf(input)[Math.floor(next() * valuesOf(input).length)] ?? null]),
    ),
  );
  return [...moves, ...drawn].map((row: ModelInputs, index) => ({
    id: `${variant}-own-${String(index + 1).padStart(3, '0')}`,
    inputs: row,
    expected: isRange(variant) ? bounds(variant, row) : scoreFormula(referenceOf(variant), row),
    tolerance: 1e-9,
    source: isRange(variant) ? rangeSource : source,
  }));
}

function valuesOf({ name, kind, presence }: SignatureInput): readonly (FeatureValue | null)[] {
  const values: readonly FeatureValue[] = kind === 'boolean' ? [false, true] : (edges[name] ?? []);
  return presence === 'optional' ? [...values, null] : values;
}

/** Each absent input tried with every value that matters, one after the other: the parts of a sum do not depend on each other. */
function bounds(variant: Variant, row: ModelInputs): Readonly<Record<string, number>> {
  const best = (wanted: 'min' | 'max') => {
    let filled: ModelInputs = row;
    for (const input of inputsOf(variant)) {
      if (filled[input.name] !== null) continue;
      const choices = valuesOf(input)
        .filter((value) => value !== null)
        .map((value) => ({ ...filled, [input.name]: value }));
      const sums = choices.map((choice) => sumOf(variant, choice));
      filled = choices[sums.indexOf(Math[wanted](...sums))] ?? filled;
    }
    return sumOf(variant, filled);
  };
  return { lowest: best('min'), highest: best('max') };
}

function sumOf(variant: Variant, inputs: ModelInputs): number {
  const { score, count } = scoreFormula(referenceOf(variant), inputs);
  return Number(score ?? count);
}

/** Mulberry32: a small seeded generator, so that the files do not change from one build to the next. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
