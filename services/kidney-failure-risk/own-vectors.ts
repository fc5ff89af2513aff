import type { GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import { albuminuriaLimits, ckdEpi, gfrLimits } from './coefficients.ts';
import { kidneyFormula } from './kidney-formulas.ts';
import { inputsOf, type Variant } from './signature.ts';

const source =
  'own computation: the published formula evaluated in float64 apart from the graph; it meets every reference vector';
const randomVectors = 50;

/** Everyone starts here and moves one input at a time. */
const middle: ModelInputs = {
  age: 66,
  sex: 'female',
  egfr: 38,
  uacr: 120,
  region: 'na',
  dm: true,
  htn: true,
  albumin: 3.9,
  phosphate: 3.8,
  bicarbonate: 24,
  calcium: 9.2,
  creatinine: 1.6,
  cystatin_c: 1.5,
  weight: 78,
};

/** Both sides of every knot and limit. */
const knots: Readonly<Record<string, readonly number[]>> = {
  creatinine: [...ckdEpi.kappa].flatMap(around),
  cystatin_c: around(ckdEpi.cystatinKnot),
  egfr: gfrLimits.flatMap(around),
  uacr: [albuminuriaLimits.a2From, albuminuriaLimits.a3Above].flatMap(around),
};

/** Golden vectors of our own for one variant: a sweep over ranges, categories and knots, then seeded random patients. */
export function ownVectors(variant: Variant): readonly GoldenVector[] {
  const inputs = inputsOf[variant];
  const random = mulberry32(20160112);
  const start = Object.fromEntries(inputs.map(({ name }) => [name, middle[name] ?? null]));
  const moves = inputs.flatMap((input) => sweep(input).map((value) => ({ ...start, [input.name]: value })));
  const drawn = Array.from({ length: randomVectors }, () =>
    Object.fromEntries(inputs.map((input) => [input.name, draw(input, random)])),
  );
  return [...moves, ...drawn].map((row, index) => ({
    id: `${variant}-own-${String(index + 1).padStart(3, '0')}`,
    inputs: row,
    expected: kidneyFormula(variant, row),
    tolerance: 1e-9,
    source,
  }));
}

function sweep({ name, kind, categories = [], range }: SignatureInput): readonly (number | boolean | string)[] {
  if (kind === 'boolean') return [true, false];
  if (kind === 'category') return categories;
  const inRange = (value: number) => range === undefined || (value >= range[0] && value <= range[1]);
  return [...(range ?? []), ...(knots[name] ?? []).filter(inRange)];
}

function draw({ kind, categories = [], range = [0.1, 400] }: SignatureInput, random: () => number) {
  if (kind === 'boolean') return random() < 0.5;
  if (kind === 'category') return categories[Math.floor(random() * categories.length)] ?? null;
  return Number((range[0] + random() * (range[1] - range[0])).toFixed(1));
}

function around(value: number): readonly number[] {
  return [value - 0.05, value, value + 0.05].map((near) => Number(near.toFixed(2)));
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
