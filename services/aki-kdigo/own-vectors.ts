import type { GoldenVector, ModelInputs } from '@cardwright/cds-service';
import { ownStage } from './own-stage.ts';
import { inputsOf, type Variant } from './signature.ts';

const source =
  'own computation: KDIGO 2012 table 2 written a second time in own-stage.ts, which meets every reference vector';

/** Nobody is ill, everything is recorded. */
const well: ModelInputs = {
  creatinine: 1,
  lowest_creatinine_7d: 1,
  median_creatinine_365d: 1,
  lowest_creatinine_48h: 1,
  urine_ml_kg_h_6h: 1,
  urine_ml_kg_h_12h: 1,
  urine_ml_kg_h_24h: 1,
  rrt: false,
};

/** Baselines at which a product or a sum of doubles is not the decimal number (3 x 1.1, 1.1 + 0.3). */
const baselines = [0.6, 0.7, 1, 1.1, 1.3, 1.4, 2.3];

const around = (value: number): readonly number[] =>
  [value - 0.01, value, value + 0.01].map((near) => Number(near.toFixed(4)));

/** Both sides of every limit, each criterion by itself, then each input absent where the variant allows it. */
export function ownVectors(variant: Variant): readonly GoldenVector[] {
  const names = inputsOf[variant].map(({ name }) => name);
  const optional = inputsOf[variant].filter(({ presence }) => presence === 'optional').map(({ name }) => name);
  const rows = [...limits(), ...optional.flatMap((name) => severe.map((row) => ({ ...row, [name]: null })))];
  return rows
    .map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])))
    .map((inputs, index) => ({
      id: `${variant}-own-${String(index + 1).padStart(3, '0')}`,
      inputs,
      expected: ownStage(variant, inputs),
      tolerance: 0,
      source,
    }));
}

function limits(): readonly ModelInputs[] {
  const from = (low: number, rest: ModelInputs): ModelInputs => ({
    ...well,
    lowest_creatinine_7d: low,
    median_creatinine_365d: low,
    lowest_creatinine_48h: low,
    ...rest,
  });
  const ratios = baselines.flatMap((low) =>
    [1.5, 2, 3].flatMap((times) => around(low * times).map((creatinine) => from(low, { creatinine }))),
  );
  const rises = baselines.flatMap((low) => around(low + 0.3).map((creatinine) => from(low, { creatinine })));
  const medians = [1.49, 1.5, 2, 3].map((creatinine) => from(creatinine, { creatinine, median_creatinine_365d: 1 }));
  const high = [3.5, 3.69, 3.7, 3.71, 4].flatMap((low) =>
    around(4).map((creatinine) => from(low, { creatinine, lowest_creatinine_7d: low })),
  );
  const urine = ['urine_ml_kg_h_6h', 'urine_ml_kg_h_12h', 'urine_ml_kg_h_24h'].flatMap((name) =>
    [0, 0.01, 0.29, 0.3, 0.31, 0.49, 0.5, 0.51].map((rate) => ({ ...well, [name]: rate })),
  );
  return [...ratios, ...rises, ...medians, ...high, ...urine, { ...well, rrt: true }];
}

/** Each ill by several criteria, so that dropping one shows. */
const severe: readonly ModelInputs[] = [
  { ...well, creatinine: 2.4 },
  { ...well, creatinine: 4.2, lowest_creatinine_7d: 3.9, median_creatinine_365d: 3.8, lowest_creatinine_48h: 3.9 },
  { ...well, urine_ml_kg_h_6h: 0.2, urine_ml_kg_h_12h: 0.4, urine_ml_kg_h_24h: 0.2 },
  { ...well, rrt: true },
];
