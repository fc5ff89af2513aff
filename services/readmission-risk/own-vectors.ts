import type { GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import { ownScores } from './own-scores.ts';
import { inputsOf, type Variant } from './signature.ts';

const source =
  'own computation: the printed tables written a second time in own-scores.ts, apart from the graph; it meets every reference vector';
const randomVectors = 60;

/** Both sides of every limit of the two tables, and the ends of the ranges. */
const edges: Readonly<Record<string, readonly number[]>> = {
  hemoglobin: [2, 11.9, 11.99, 12, 12.1, 25],
  sodium: [90, 134, 134.9, 135, 136, 190],
  admissions_prior_year: [0, 1, 2, 5, 6, 100],
  length_of_stay_days: [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 3650],
  charlson: [0, 1, 2, 3, 4, 5, 40],
  ed_visits_6mo: [0, 1, 2, 3, 4, 5, 100],
  score: Array.from({ length: 20 }, (_, score) => score),
};

/** Golden vectors of our own for one variant: one input moved at a time, then seeded patients with what is absent where it may be. */
export function ownVectors(variant: Variant): readonly GoldenVector[] {
  const inputs = inputsOf[variant];
  const random = mulberry32(20100406);
  const start = Object.fromEntries(inputs.map((input) => [input.name, valuesOf(input)[0] ?? null]));
  const moves = inputs.flatMap((input) => valuesOf(input).map((value) => ({ ...start, [input.name]: value })));
  const drawn = Array.from({ length: randomVectors }, () =>
    Object.fromEntries(inputs.map((input) => [input.name, pick(valuesOf(input), random)])),
  );
  return [...moves, ...drawn].map((row: ModelInputs, index) => ({
    id: `${variant}-own-${String(index + 1).padStart(3, '0')}`,
    inputs: row,
    expected: ownScores(variant, row),
    tolerance: 1e-9,
    source,
  }));
}

function valuesOf({ name, kind, presence }: SignatureInput): readonly (number | boolean | null)[] {
  const values = kind === 'boolean' ? [false, true] : (edges[name] ?? []);
  return presence === 'optional' ? [...values, null] : values;
}

const pick = <T>(values: readonly T[], random: () => number): T | null =>
  values[Math.floor(random() * values.length)] ?? null;

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
