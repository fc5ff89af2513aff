import type { GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import { scoreFormula } from './score-formulas.ts';
import { inputsOf, type Variant } from './signature.ts';

const source =
  'own computation: the published points evaluated apart from the graph by a plain formula that meets every reference vector';
const randomVectors = 60;
/** Both sides of every limit of age and of body mass index, and the ends of the ranges. */
const ages = [18, 40, 41, 60, 61, 69, 70, 74, 75, 120];
const bmis = [10, 29.9, 30, 80];

/** Golden vectors of our own: every limit alone, everything at once, then seeded random patients. */
export function ownVectors(variant: Variant): readonly GoldenVector[] {
  const inputs = inputsOf[variant];
  const rows = [
    ...ages.flatMap((age) => [all(inputs, age, 22, false), all(inputs, age, 35, true)]),
    ...bmis.map((bmi) => all(inputs, 50, bmi, false)),
    ...random(inputs),
  ];
  return rows.map((row, index) => ({
    id: `${variant}-own-${String(index + 1).padStart(3, '0')}`,
    inputs: row,
    expected: scoreFormula(variant, row),
    tolerance: 1e-12,
    source,
  }));
}

const all = (inputs: readonly SignatureInput[], age: number, bmi: number, isYes: boolean): ModelInputs =>
  Object.fromEntries(
    inputs.map(({ name, kind, categories = [] }) => {
      if (kind === 'number') return [name, name === 'age' ? age : bmi];
      if (name === 'sex') return [name, isYes ? 'female' : 'male'];
      return [name, kind === 'category' ? (categories.at(isYes ? -1 : 0) ?? null) : isYes];
    }),
  );

function random(inputs: readonly SignatureInput[]): readonly ModelInputs[] {
  const next = mulberry32(20100508);
  return Array.from({ length: randomVectors }, () =>
    Object.fromEntries(inputs.map((input) => [input.name, draw(input, next)])),
  );
}

/** An optional input is absent in about a third of the rows. */
function draw({ name, kind, categories = [], presence }: SignatureInput, next: () => number) {
  if (presence === 'optional' && next() < 1 / 3) return null;
  if (kind === 'number') return name === 'age' ? 18 + Math.floor(next() * 85) : 18 + Math.floor(next() * 200) / 10;
  if (kind === 'category') return categories[Math.floor(next() * categories.length)] ?? null;
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
