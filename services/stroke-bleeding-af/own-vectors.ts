import type { GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import { scoreFormula } from './score-formulas.ts';
import { inputsOf, type Variant } from './signature.ts';

const source =
  'own computation: the published points evaluated apart from the graph by a plain formula that meets every reference vector';
const randomVectors = 60;
/** Both sides of every limit of age, and the ends of its range. */
const ages = [18, 64, 65, 66, 74, 75, 120];

/** Golden vectors of our own for one variant: every age limit alone, everything at once, then seeded random patients; all ten rows of the rate table. */
export function ownVectors(variant: Variant): readonly GoldenVector[] {
  const inputs = inputsOf[variant];
  const rows =
    variant === 'annual-rate-table'
      ? Array.from({ length: 10 }, (_, score) => ({ score }))
      : [...ages.flatMap((age) => [all(inputs, age, false), all(inputs, age, true)]), ...random(inputs)];
  return rows.map((row, index) => ({
    id: `${variant}-own-${String(index + 1).padStart(3, '0')}`,
    inputs: row,
    expected: scoreFormula(variant, row),
    tolerance: 1e-12,
    source,
  }));
}

const all = (inputs: readonly SignatureInput[], age: number, value: boolean): ModelInputs =>
  Object.fromEntries(
    inputs.map(({ name, kind }) => [
      name,
      kind === 'number' ? age : kind === 'category' ? (value ? 'female' : 'male') : value,
    ]),
  );

function random(inputs: readonly SignatureInput[]): readonly ModelInputs[] {
  const next = mulberry32(20101100);
  return Array.from({ length: randomVectors }, () =>
    Object.fromEntries(inputs.map((input) => [input.name, draw(input, next)])),
  );
}

/** An optional item is absent in about a third of the rows. */
function draw({ kind, categories = [], presence }: SignatureInput, next: () => number) {
  if (kind === 'number') return 18 + Math.floor(next() * 85);
  if (kind === 'category') return categories[Math.floor(next() * categories.length)] ?? null;
  if (presence === 'optional' && next() < 1 / 3) return null;
  return next() < 0.5;
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
