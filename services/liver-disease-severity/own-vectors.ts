import type { FeatureValue, GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import { childPugh, meld, meld3, meldNaKim } from './coefficients.ts';
import { liverFormula } from './liver-formulas.ts';
import { inputsOf, type Variant } from './signature.ts';

const source =
  'own computation: the published formula evaluated in float64 apart from the graph; it meets every reference vector';
const randomVectors = 50;

/** Everyone starts here and moves one input at a time. */
const middle: ModelInputs = {
  creatinine: 1.6,
  bilirubin: 3.2,
  inr: 1.8,
  sodium: 131,
  albumin: 2.6,
  female: true,
  dialysis_twice_in_week: false,
  wbc: 7,
  age: 58,
  ascites: 'slight',
  encephalopathy: 'grade1_2',
  ast: 70,
  alt: 60,
  platelets: 120,
};

const around = (value: number): readonly number[] =>
  [value - 0.05, value, value + 0.05].map((near) => Number(near.toFixed(2)));

/** Both sides of every bound and limit. */
const knots: Readonly<Record<string, readonly number[]>> = {
  creatinine: [...meld.creatinine, ...meld3.creatinine].flatMap(around),
  bilirubin: [1, ...childPugh.bilirubin].flatMap(around),
  inr: [1, ...childPugh.inr].flatMap(around),
  sodium: [...meld3.sodiumBounds, ...meldNaKim.sodium].flatMap(around),
  albumin: [...meld3.albuminBounds, ...childPugh.albumin].flatMap(around),
};

/** Golden vectors of our own for one variant: a sweep over ranges, categories and knots, then seeded random patients. */
export function ownVectors(variant: Variant): readonly GoldenVector[] {
  const inputs = inputsOf[variant];
  const random = mulberry32(20211201);
  const start = Object.fromEntries(inputs.map(({ name }) => [name, middle[name] ?? null]));
  const moves = inputs.flatMap((input) => sweep(input).map((value) => ({ ...start, [input.name]: value })));
  const drawn = Array.from({ length: randomVectors }, () =>
    Object.fromEntries(inputs.map((input) => [input.name, draw(input, random)])),
  );
  return [...moves, ...drawn].map((row, index) => ({
    id: `${variant}-own-${String(index + 1).padStart(3, '0')}`,
    inputs: row,
    expected: liverFormula(variant, row),
    tolerance: 1e-9,
    source,
  }));
}

/** What may be absent is absent once. */
function sweep({ name, kind, categories = [], range, presence }: SignatureInput): readonly (FeatureValue | null)[] {
  if (kind === 'boolean') return presence === 'optional' ? [true, false, null] : [true, false];
  if (kind === 'category') return categories;
  const inRange = (value: number) => range === undefined || (value >= range[0] && value <= range[1]);
  return [...(range ?? []), ...(knots[name] ?? []).filter(inRange)];
}

function draw({ kind, categories = [], range = [18, 95] }: SignatureInput, random: () => number): FeatureValue | null {
  if (kind === 'boolean') return random() < 0.3;
  if (kind === 'category') return categories[Math.floor(random() * categories.length)] ?? null;
  // Squared, so that low values, where the logarithms bend, are not rare.
  return Number((range[0] + random() ** 2 * (range[1] - range[0])).toFixed(1));
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
