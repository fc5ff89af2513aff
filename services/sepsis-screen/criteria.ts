/** Cut points as the clinical references give them; SOFA bands as (limit, points), the worst first. */
export const qsofa = { respRate: 22, sbp: 100, gcs: 15 } as const;
export const sirs = {
  temperature: [36, 38],
  heartRate: 90,
  respRate: 20,
  paco2: 32,
  wbc: [4, 12],
  bands: 10,
} as const;

/** A score from which a screen is positive; alike in all three. */
export const positiveFrom = 2;

/** mm[Hg] of PaO2 over the fraction of oxygen; 3 and 4 points need ventilation. */
export const respiration = { unventilated: [300, 400], ventilated: [100, 200] } as const;

type Band = readonly [limit: number, points: number];

/** Below the limit. 10*3/uL. */
export const platelets: readonly Band[] = [
  [20, 4],
  [50, 3],
  [100, 2],
  [150, 1],
];
/** At or above the limit. mg/dL. */
export const bilirubin: readonly Band[] = [
  [12, 4],
  [6, 3],
  [2, 2],
  [1.2, 1],
];
/** At or above the limit. mg/dL. */
export const creatinine: readonly Band[] = [
  [5, 4],
  [3.5, 3],
  [2, 2],
  [1.2, 1],
];
/** Below the limit. mL in 24 hours. */
export const urine: readonly Band[] = [
  [200, 4],
  [500, 3],
];
/** Below the limit. Glasgow coma score. */
export const gcs: readonly Band[] = [
  [6, 4],
  [10, 3],
  [13, 2],
  [15, 1],
];
/** ug/kg/min, and mm[Hg] of the mean pressure. `given`: the least that a drug of unknown rate can score. */
export const circulation = {
  map: 70,
  dopamine: [15, 5],
  catecholamine: 0.1,
  given: { norepinephrine_given: 3, dopamine_given: 2, dobutamine_given: 2 },
} as const;

/**
 * Values differ by this much before they differ: 106.08 umol/L of creatinine is 1.2 mg/dL and may be a hair less in double
 * arithmetic.
 */
export const slack = 1e-9;
