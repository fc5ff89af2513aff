import type { GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import { plcoRisk } from './plco-risk.ts';
import { inputs } from './signature.ts';

const source =
  'own computation: the published formula evaluated in float64 apart from the graph; it meets every reference vector';
const randomVectors = 50;

/** Everyone starts here and moves one input at a time. */
const middle: ModelInputs = {
  age: 66,
  race: 'white',
  education: 3,
  bmi: 26,
  copd: false,
  personal_cancer: false,
  family_lung_cancer: false,
  current_smoker: true,
  cigarettes_per_day: 20,
  smoking_duration_years: 40,
  quit_years: 0,
};

/** Golden vectors of our own: a sweep over ends of ranges, categories and yes/no, then seeded random patients. */
export function ownVectors(): readonly GoldenVector[] {
  const random = mulberry32(20130221);
  const moves = inputs.flatMap((input) => sweep(input).map((value) => ({ ...middle, [input.name]: value })));
  const drawn = Array.from({ length: randomVectors }, () =>
    Object.fromEntries(inputs.map((input) => [input.name, draw(input, random)])),
  );
  return [...moves, ...drawn].map((row, index) => ({
    id: `plcom2012-own-${String(index + 1).padStart(3, '0')}`,
    inputs: row,
    expected: { risk_6yr: plcoRisk(row) },
    tolerance: 1e-9,
    source,
  }));
}

function sweep({ kind, categories = [], range = [0, 1] }: SignatureInput): readonly (number | boolean | string)[] {
  if (kind === 'boolean') return [true, false];
  return kind === 'category' ? categories : range;
}

function draw({ kind, categories = [], range = [0, 1] }: SignatureInput, random: () => number) {
  if (kind === 'boolean') return random() < 0.5;
  if (kind === 'category') return categories[Math.floor(random() * categories.length)] ?? null;
  return Number((range[0] + random() * (range[1] - range[0])).toFixed(1));
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
