/** Tangri N et al., JAMA 2016;315:164-174, eAppendix (clinical reference kfre): terms are coefficient × (value − centre). */
export interface KfreEquation {
  /** By input: coefficient, centre, and what the value is divided by first. */
  readonly terms: Readonly<
    Record<string, { readonly coefficient: number; readonly centre: number; readonly per?: number }>
  >;
  /** Coefficient and centre of ln(UACR in mg/g). */
  readonly lnUacr: { readonly coefficient: number; readonly centre: number };
  /** Baseline survival, `[North America, elsewhere]`. */
  readonly survival: { readonly risk_2yr: readonly [number, number]; readonly risk_5yr: readonly [number, number] };
}

const demographics = (age: number, male: number, egfr: number) => ({
  age: { coefficient: age, centre: 7.036, per: 10 },
  sex: { coefficient: male, centre: 0.5642 },
  egfr: { coefficient: egfr, centre: 7.222, per: 5 },
});

export const kfreEquations = {
  'kfre-4var': {
    terms: demographics(-0.2201, 0.2467, -0.5567),
    lnUacr: { coefficient: 0.451, centre: 5.137 },
    survival: { risk_2yr: [0.975, 0.9832], risk_5yr: [0.924, 0.9365] },
  },
  'kfre-6var': {
    terms: {
      ...demographics(-0.2218, 0.2553, -0.5541),
      dm: { coefficient: -0.1475, centre: 0.5106 },
      htn: { coefficient: 0.1426, centre: 0.8501 },
    },
    lnUacr: { coefficient: 0.4562, centre: 5.137 },
    survival: { risk_2yr: [0.975, 0.983], risk_5yr: [0.924, 0.937] },
  },
  // 0.9301, not the 0.9096 of a widely copied listing (reference, caveats).
  'kfre-8var': {
    terms: {
      ...demographics(-0.1992, 0.1602, -0.4919),
      albumin: { coefficient: -0.3441, centre: 3.997 },
      phosphate: { coefficient: 0.2604, centre: 3.916 },
      bicarbonate: { coefficient: -0.07354, centre: 25.57 },
      calcium: { coefficient: -0.2228, centre: 9.355 },
    },
    lnUacr: { coefficient: 0.3364, centre: 5.137 },
    survival: { risk_2yr: [0.978, 0.9827], risk_5yr: [0.9301, 0.9245] },
  },
} as const satisfies Readonly<Record<string, KfreEquation>>;

/** CKD-EPI 2021 and 2012 (Inker LA et al.), `[female, male]` where the sexes differ. */
export const ckdEpi = {
  'ckd-epi-2021-cr': { factor: 142, low: [-0.241, -0.302], high: -1.2, age: 0.9938, female: 1.012 },
  'ckd-epi-2021-cr-cys': {
    factor: 135,
    low: [-0.219, -0.144],
    high: -0.544,
    cysLow: -0.323,
    cysHigh: -0.778,
    age: 0.9961,
    female: 0.963,
  },
  'ckd-epi-2012-cys': { factor: 133, cysLow: -0.499, cysHigh: -1.328, age: 0.996, female: 0.932 },
  kappa: [0.7, 0.9],
  cystatinKnot: 0.8,
} as const;

/** Cockcroft DW, Gault MH. Nephron 1976;16:31-41: (140 − age) × weight / (72 × creatinine), × 0.85 in women. */
export const cockcroftGault = { from: 140, per: 72, female: 0.85 } as const;

/** KDIGO: lower limits of G5 to G1 in mL/min/1.73 m², and of A2 (from) and A3 (above) in mg/g. */
export const gfrLimits = [15, 30, 45, 60, 90] as const;
export const gfrCategories = ['G5', 'G4', 'G3b', 'G3a', 'G2', 'G1'] as const;
export const albuminuriaLimits = { a2From: 30, a3Above: 300 } as const;
export const albuminuriaCategories = ['A1', 'A2', 'A3'] as const;

/** mg/g of albumin to creatinine for 1 mg/mmol (reference, `inputs`: mg/mmol × 8.84 = mg/g). */
export const mgPerGPerMgPerMmol = 8.84;
