/** Kamath 2001 with the bounds of OPTN policy 9.1.D: 10 × (Σ coefficient × ln + intercept), nothing below 1, creatinine to 4. */
export const meld = {
  lnCreatinine: 0.957,
  lnBilirubin: 0.378,
  lnInr: 1.12,
  intercept: 0.643,
  factor: 10,
  creatinine: [1, 4],
} as const;

/** OPTN 2016: sodium counts where MELD is above the limit. */
export const meldNaOptn = { sodium: [125, 137], above: 11, perSodium: 1.32, perMeldAndSodium: 0.033 } as const;

/** Kim 2008: MELD − Na − 0.025 × MELD × (140 − Na) + 140. */
export const meldNaKim = { sodium: [125, 140], perMeldAndSodium: 0.025 } as const;

/** Kim 2021. */
export const meld3 = {
  female: 1.33,
  lnBilirubin: 4.56,
  sodium: 0.82,
  sodiumAndLnBilirubin: -0.24,
  lnInr: 9.09,
  lnCreatinine: 11.14,
  albumin: 1.85,
  albuminAndLnCreatinine: -1.83,
  intercept: 6,
  creatinine: [1, 3],
  sodiumBounds: [125, 137],
  albuminBounds: [1.5, 3.5],
} as const;

/** Bilirubin and INR below this count as this (clinical reference meld). */
export const floorOfLogs = 1;
/** Range of the rounded scores. */
export const scoreRange = [6, 40] as const;

/** Kartoun 2017: log-odds of death within 90 days from log10(1 + x) of each result, and age. */
export const meldPlus7 = {
  intercept: 8.53499496,
  creatinine: 2.5967965,
  bilirubin: 2.06503238,
  inr: 2.99724802,
  sodium: -6.47834101,
  albumin: -6.34990436,
  wbc: 1.92811726,
  age: 0.04070442,
} as const;

/** Pugh 1973. Bilirubin and INR: below the first limit 1 point, up to the second 2, above 3. Albumin: the other way round. */
export const childPugh = {
  bilirubin: [2, 3],
  inr: [1.7, 2.3],
  albumin: [2.8, 3.5],
  ascites: ['absent', 'slight', 'moderate'],
  encephalopathy: ['none', 'grade1_2', 'grade3_4'],
  classes: ['A', 'B', 'C'],
  /** Highest score of class A and of class B. */
  classLimits: [6, 9],
} as const;
