/** KDIGO 2012, table 2, as the clinical reference gives it; the urine rows also in table 1 of doi 10.1186/s13019-015-0265-2, which prints KDIGO's table 2. */
export const criteria = {
  /** Creatinine over baseline at which each stage begins, unrounded. */
  ratios: [
    { from: 3, stage: 3 },
    { from: 2, stage: 2 },
    { from: 1.5, stage: 1 },
  ],
  /** mg/dL above the lowest of 48 hours: stage 1, and one of the two ways in which `high` counts. */
  rise: 0.3,
  /** mg/dL: stage 3 where the creatinine has also risen by `rise`, or to 1.5 times the baseline. */
  high: { from: 4, ratio: 1.5, stage: 3 },
  /** mL/kg/h; a rate below it has the stage. */
  urine: { h24: { below: 0.3, stage: 3 }, h12: { below: 0.5, stage: 2 }, h6: { below: 0.5, stage: 1 } },
  /** No urine at all for 12 hours, or kidney replacement therapy. */
  anuria: { stage: 3 },
  rrt: { stage: 3 },
} as const;

/**
 * Values differ by this much before they differ: 3 x 1.1 is 3.3000000000000003 in double arithmetic, and a creatinine of 3.3
 * is three times 1.1. Results carry at most 12 significant digits.
 */
export const slack = 1e-9;
