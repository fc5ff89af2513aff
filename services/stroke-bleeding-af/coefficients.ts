/** Points of CHA2DS2-VASc for a condition that is there (Lip 2010); CHA2DS2-VA has the same ones and leaves out the sex. */
export const strokePoints = { chf: 1, hypertension: 1, diabetes: 1, stroke_tia_te: 2, vascular_disease: 1 } as const;
/** Points by age in completed years: 65 to 74, and from 75. */
export const agePoints = { from65: 1, from75: 2 } as const;
export const femalePoints = 1;

/** The items of HAS-BLED besides age: one point each (Pisters 2010). */
export const bleedingItems = [
  'hypertension_uncontrolled',
  'abnormal_renal',
  'abnormal_liver',
  'stroke',
  'bleeding',
  'labile_inr',
  'drugs',
  'alcohol',
] as const;
export type BleedingItem = (typeof bleedingItems)[number];
/** One point above this age. */
export const bleedingAge = 65;

/** Largest sums: the printed ranges 0 to 9, 0 to 8 and 0 to 9. */
export const highest = { cha2ds2Vasc: 9, cha2ds2Va: 8, hasBled: 9 } as const;

/** Published annual rates by CHA2DS2-VASc 0 to 9, in percent as printed; read as fractions by `ratesOf`. */
export const annualRatesPercent = {
  annual_stroke_rate_lip_2010: [0, 1.3, 2.2, 3.2, 4.0, 6.7, 9.8, 9.6, 6.7, 15.2],
  annual_ischemic_stroke_friberg_2012: [0.2, 0.6, 2.2, 3.2, 4.8, 7.2, 9.7, 11.2, 10.8, 12.2],
  annual_stroke_tia_te_friberg_2012: [0.3, 0.9, 2.9, 4.6, 6.7, 10.0, 13.6, 15.7, 15.2, 17.4],
} as const;
export type RateName = keyof typeof annualRatesPercent;
export const rateNames = [
  'annual_stroke_rate_lip_2010',
  'annual_ischemic_stroke_friberg_2012',
  'annual_stroke_tia_te_friberg_2012',
] as const satisfies readonly RateName[];

/** One table as fractions of patients a year. */
export const ratesOf = (name: RateName): readonly number[] => annualRatesPercent[name].map((percent) => percent / 100);
