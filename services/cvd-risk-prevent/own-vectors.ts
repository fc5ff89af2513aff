import type { GoldenVector, ModelInputs } from '@cardwright/cds-service';
import { preventRisk } from './prevent-risk.ts';
import { ageRange30yr, ranges } from './signature.ts';
import { optionalInputsOf, referenceId, variantOf, type Horizon, type Model } from './variants.ts';

const source =
  'own computation: Supplemental Table S12 evaluated in float64 by a plain formula, apart from the graph; it meets every reference vector';

/** Everyone starts here and moves one input at a time. */
const middle = {
  age: 48,
  sbp: 126,
  bp_tx: false,
  total_c: 205,
  hdl_c: 52,
  statin: false,
  dm: false,
  smoking: false,
  egfr: 88,
  bmi: 27.4,
} as const;
const middleOptional = { hba1c: 5.7, uacr: 8, sdi: 5 } as const;

/** Both ends of every range, and both sides of every knot of the formula: 110 mmHg, 30 kg/m², 60 mL/min/1.73 m², SDI 4 and 7. */
const sweeps: Readonly<Record<string, readonly (number | boolean)[]>> = {
  sbp: [90, 109.5, 110, 110.5, 180],
  total_c: ranges.total_c,
  hdl_c: ranges.hdl_c,
  egfr: [15, 59.5, 60, 60.5, 140],
  bmi: [18.5, 29.9, 30, 30.1, 39.9],
  bp_tx: [true],
  statin: [true],
  dm: [true],
  smoking: [true],
  hba1c: ranges.hba1c,
  uacr: [0.1, 1, 25000],
  sdi: [1, 3, 4, 6, 7, 10],
};
const randomVectors = 30;

/** Golden vectors of our own for one equation: the sweep in both sexes by turns, then seeded random patients. */
export function ownVectors(model: Model, horizon: Horizon): readonly GoldenVector[] {
  const random = mulberry32(20231110);
  const rows = [...sweep(model, horizon), ...Array.from({ length: randomVectors }, () => draw(model, horizon, random))];
  return rows.map((inputs, index) => ({
    id: `${referenceId}-own-${variantOf(model, horizon)}-${String(index + 1).padStart(3, '0')}`,
    inputs,
    expected: preventRisk(model, horizon, inputs),
    tolerance: 1e-12,
    source,
  }));
}

function sweep(model: Model, horizon: Horizon): readonly ModelInputs[] {
  const optional = optionalInputsOf[model];
  const start: ModelInputs = { ...middle, ...Object.fromEntries(optional.map((name) => [name, middleOptional[name]])) };
  const ages = horizon === '30yr' ? ageRange30yr : ranges.age;
  const moves = Object.entries({ age: ages, ...sweeps })
    .filter(([name]) => name in start)
    .flatMap(([name, values]) => values.map((value) => ({ [name]: value })));
  const absences = model === 'full' ? optional.map((name) => ({ [name]: null })) : [];
  return [...moves, ...absences].map((move, index) => ({ ...start, ...move, sex: index % 2 ? 'male' : 'female' }));
}

function draw(model: Model, horizon: Horizon, random: () => number): ModelInputs {
  const between = ([low, high]: readonly [number, number], step: number) =>
    Math.min(high, Number((low + Math.round((random() * (high - low)) / step) * step).toFixed(2)));
  const yes = () => random() < 0.5;
  const all: ModelInputs = {
    age: between(horizon === '30yr' ? ageRange30yr : ranges.age, 1),
    sex: yes() ? 'female' : 'male',
    sbp: between(ranges.sbp, 1),
    bp_tx: yes(),
    total_c: between(ranges.total_c, 1),
    hdl_c: between(ranges.hdl_c, 1),
    statin: yes(),
    dm: yes(),
    smoking: yes(),
    egfr: between(ranges.egfr, 1),
    bmi: between(ranges.bmi, 0.1),
    hba1c: between(ranges.hba1c, 0.1),
    uacr: Number(Math.exp(random() * 10 - 2.3).toFixed(1)),
    sdi: between(ranges.sdi, 1),
  };
  const unused = Object.keys(middleOptional).filter((name) => !optionalInputsOf[model].some((used) => used === name));
  const absent = model === 'full' ? Object.keys(middleOptional).filter(() => random() < 0.3) : [];
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => !unused.includes(name))
      .map(([name, value]) => [name, absent.includes(name) ? null : value]),
  );
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
