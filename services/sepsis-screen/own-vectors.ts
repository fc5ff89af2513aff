import type { FeatureValue, GoldenVector, ModelInputs, SignatureInput } from '@cardwright/cds-service';
import { ownScores } from './own-scores.ts';
import { inputsOf, type Variant } from './signature.ts';

const source = 'own computation: the printed criteria written a second time in own-scores.ts';
const randomVectors = 60;

/** Everyone starts here, where nothing scores, and moves one input at a time. */
const middle: ModelInputs = {
  resp_rate: 16,
  sbp: 120,
  gcs: 15,
  temperature: 37,
  heart_rate: 80,
  paco2: 40,
  wbc: 8,
  bands: 3,
  pao2: 95,
  fio2: 21,
  platelets: 250,
  bilirubin: 0.8,
  map: 85,
  dopamine: 0,
  epinephrine: 0,
  norepinephrine: 0,
  dobutamine: 0,
  creatinine: 0.9,
  urine_24h: 1500,
};

/** Both sides of every limit. */
const edges: Readonly<Record<string, readonly number[]>> = {
  resp_rate: [20, 21, 22],
  sbp: [99, 100, 101],
  gcs: [3, 5, 6, 9, 10, 12, 13, 14, 15],
  temperature: [35.9, 36, 38, 38.1],
  heart_rate: [90, 91],
  paco2: [31.9, 32],
  wbc: [3.9, 4, 12, 12.1],
  bands: [10, 10.1],
  pao2: [20, 62, 63, 83, 84, 85],
  fio2: [23, 24, 31, 32, 47, 48, 95, 96, 100],
  platelets: [19, 20, 49, 50, 99, 100, 149, 150],
  bilirubin: [1.1, 1.2, 1.9, 1.95, 2, 5.9, 6, 11.9, 12],
  map: [69, 69.9, 70],
  dopamine: [0.1, 5, 5.1, 15, 15.1],
  epinephrine: [0.01, 0.1, 0.11],
  norepinephrine: [0.01, 0.1, 0.11],
  dobutamine: [0.1, 20],
  creatinine: [1.1, 1.2, 1.9, 2, 3.4, 3.5, 4.9, 5],
  urine_24h: [199, 200, 499, 500],
};

/** Golden vectors of our own: a sweep over the limits, each optional input missing, then seeded random patients. */
export function ownVectors(variant: Variant): readonly GoldenVector[] {
  const inputs = inputsOf(variant);
  const random = mulberry32(20160223);
  const start = Object.fromEntries(
    inputs.map(({ name, kind }) => [name, kind === 'boolean' ? false : (middle[name] ?? null)]),
  );
  const moves = inputs.flatMap((input) => sweep(input).map((value) => ({ ...start, [input.name]: value })));
  const onVentilator =
    'ventilated' in start ? (edges['fio2'] ?? []).map((fio2) => ({ ...start, fio2, ventilated: true })) : [];
  const drawn = Array.from({ length: randomVectors }, () =>
    Object.fromEntries(inputs.map((input) => [input.name, draw(input, random)])),
  );
  return [...moves, ...onVentilator, ...drawn].map((row, index) => ({
    id: `${variant}-own-${String(index + 1).padStart(3, '0')}`,
    inputs: row,
    expected: ownScores(variant, row),
    tolerance: 0,
    source,
  }));
}

function sweep({ name, kind, range = [0, 0], presence }: SignatureInput): readonly (FeatureValue | null)[] {
  const values = kind === 'boolean' ? [true, false] : [...range, ...(edges[name] ?? [])];
  return presence === 'optional' ? [...values, null] : values;
}

/** One of the limits; what may be absent is absent at times. */
function draw({ name, kind, presence }: SignatureInput, random: () => number): FeatureValue | null {
  if (presence === 'optional' && random() < 0.25) return null;
  if (kind === 'boolean') return random() < 0.4;
  const values = edges[name] ?? [];
  return values[Math.floor(random() * values.length)] ?? null;
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
