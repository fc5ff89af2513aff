import type { GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import { scoreFormula } from './score-formulas.ts';
import { inputsOf, type Variant } from './signature.ts';

const source =
  'own computation: the published points or coefficients evaluated apart from the graph by a plain formula that meets every reference vector';
const randomVectors = 60;

/** Everyone starts here and moves one input at a time. */
const middle: ModelInputs = {
  age: 52,
  sex: 'female',
  bmi: 27.5,
  waist: 84,
  sbp: 124,
  dbp: 78,
  hdl_c: 55,
  triglycerides: 120,
  fasting_glucose: 96,
  family_history: false,
  gestational_diabetes: false,
  hypertension: false,
  physically_active: true,
  physical_activity: true,
  daily_fruit_veg: true,
  bp_medication: false,
  high_glucose_history: false,
  parental_history: false,
};

/** Both sides of every limit of every variant. */
const knots: Readonly<Record<string, readonly number[]>> = {
  age: [39, 40, 44, 45, 49, 50, 54, 55, 59, 60, 64, 65],
  bmi: [24.9, 25, 29.9, 30, 30.1, 39.9, 40],
  waist: [79, 80, 88, 88.5, 93, 94, 102, 102.5],
  sbp: [129, 130],
  dbp: [84, 85],
  hdl_c: [39, 40, 49, 50],
  triglycerides: [149, 150],
  fasting_glucose: [99, 100, 125],
};
const spans: Readonly<Record<string, readonly [number, number]>> = {
  sbp: [80, 200],
  dbp: [40, 120],
  bmi: [15, 60],
  hdl_c: [20, 100],
  triglycerides: [30, 500],
};

/** Golden vectors of our own for one variant: both sexes over every limit and answer, then seeded random patients. */
export function ownVectors(variant: Variant): readonly GoldenVector[] {
  const inputs = inputsOf[variant];
  const random = mulberry32(20091201);
  const start = Object.fromEntries(inputs.map((input) => [input.name, startOf(input)]));
  const moves = ['female', 'male'].flatMap((sex) =>
    inputs.flatMap((input) => sweep(input).map((value) => ({ ...start, sex, [input.name]: value }))),
  );
  const drawn = Array.from({ length: randomVectors }, () =>
    Object.fromEntries(inputs.map((input) => [input.name, draw(input, random)])),
  );
  return [...moves, ...drawn].map((row, index) => ({
    id: `${variant}-own-${String(index + 1).padStart(3, '0')}`,
    inputs: row,
    expected: scoreFormula(variant, row),
    tolerance: 1e-12,
    source,
  }));
}

/** The family history is a yes or no of one score and a degree of the other. */
const startOf = ({ name, kind, categories = [] }: SignatureInput) =>
  kind === 'category' && name !== 'sex' ? (categories[0] ?? null) : (middle[name] ?? null);

function sweep({ name, kind, categories = [], range }: SignatureInput): readonly (number | boolean | string)[] {
  if (kind === 'boolean') return [true, false];
  if (kind === 'category') return categories;
  return [...(range ?? []), ...(knots[name] ?? [])];
}

function draw({ name, kind, categories = [], range }: SignatureInput, random: () => number) {
  if (kind === 'boolean') return random() < 0.5;
  if (kind === 'category') return categories[Math.floor(random() * categories.length)] ?? null;
  const [low, high] = range ?? spans[name] ?? [0, 1];
  return Math.round(low + random() * (high - low));
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
