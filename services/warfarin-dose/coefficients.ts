/**
 * The published coefficients of the four warfarin equations, as data.
 *
 * IWPC: International Warfarin Pharmacogenetics Consortium, N Engl J Med 2009;360:753-764, supplement S1e and S1f;
 * the sum is the square root of the weekly dose in mg. Gage: Clin Pharmacol Ther 2008;84:326-331; the sum is the natural
 * logarithm of the daily dose in mg. Read from the clinical reference `warfarin-dosing` (cross-checked in seven
 * independent listings for IWPC, three for Gage pharmacogenetic, two for Gage clinical).
 */

/** VKORC1 -1639G>A (rs9923231), read on the gene's strand; `unknown` is the formula's own term for a missing genotype. */
export const vkorc1Genotypes = ['GG', 'AG', 'AA'] as const;
/** The CYP2C9 diplotypes that the models know. */
export const cyp2c9Diplotypes = ['*1/*1', '*1/*2', '*1/*3', '*2/*2', '*2/*3', '*3/*3'] as const;
/** `mixed` is the formula's "missing or mixed". */
export const races = ['white', 'asian', 'black', 'mixed'] as const;

export type Vkorc1 = (typeof vkorc1Genotypes)[number];
export type Cyp2c9 = (typeof cyp2c9Diplotypes)[number];
export type Race = (typeof races)[number];

/** On the scale of the square root of the weekly dose in mg. */
export interface IwpcCoefficients {
  readonly intercept: number;
  /** Per completed decade of age: floor(age / 10). */
  readonly ageDecades: number;
  /** Per cm. */
  readonly height: number;
  /** Per kg. */
  readonly weight: number;
  readonly vkorc1?: Readonly<Record<Vkorc1 | 'unknown', number>>;
  readonly cyp2c9?: Readonly<Record<Cyp2c9 | 'unknown', number>>;
  readonly race: Readonly<Record<Race, number>>;
  /** Carbamazepine, phenytoin or rifampicin. */
  readonly inducer: number;
  readonly amiodarone: number;
}

/** On the scale of the natural logarithm of the daily dose in mg. */
export interface GageCoefficients {
  readonly intercept: number;
  /** Per A allele. */
  readonly vkorc1PerA?: number;
  readonly cyp2c9PerStar2?: number;
  readonly cyp2c9PerStar3?: number;
  /** Per m² of body surface area (DuBois). */
  readonly bsa: number;
  /** Per year. */
  readonly age: number;
  /** Per unit of INR. */
  readonly targetInr: number;
  readonly amiodarone: number;
  readonly smoker: number;
  readonly africanAmerican: number;
  readonly dvtPe: number;
}

export const iwpcPharmacogenetic = {
  intercept: 5.6044,
  ageDecades: -0.2614,
  height: 0.0087,
  weight: 0.0128,
  vkorc1: { GG: 0, AG: -0.8677, AA: -1.6974, unknown: -0.4854 },
  cyp2c9: {
    '*1/*1': 0,
    '*1/*2': -0.5211,
    '*1/*3': -0.9357,
    '*2/*2': -1.0616,
    '*2/*3': -1.9206,
    '*3/*3': -2.3312,
    unknown: -0.2188,
  },
  race: { white: 0, asian: -0.1092, black: -0.276, mixed: -0.1032 },
  inducer: 1.1816,
  amiodarone: -0.5503,
} as const satisfies IwpcCoefficients;

export const iwpcClinical = {
  intercept: 4.0376,
  ageDecades: -0.2546,
  height: 0.0118,
  weight: 0.0134,
  race: { white: 0, asian: -0.6752, black: 0.406, mixed: 0.0443 },
  inducer: 1.2799,
  amiodarone: -0.5695,
} as const satisfies IwpcCoefficients;

export const gagePharmacogenetic = {
  intercept: 0.9751,
  vkorc1PerA: -0.3238,
  cyp2c9PerStar2: -0.2066,
  cyp2c9PerStar3: -0.4008,
  bsa: 0.4317,
  age: -0.00745,
  targetInr: 0.2029,
  amiodarone: -0.2538,
  smoker: 0.0922,
  africanAmerican: -0.0901,
  dvtPe: 0.0664,
} as const satisfies GageCoefficients;

export const gageClinical = {
  intercept: 0.613,
  bsa: 0.425,
  age: -0.0075,
  targetInr: 0.216,
  amiodarone: -0.257,
  smoker: 0.108,
  africanAmerican: 0.156,
  dvtPe: 0.0784,
} as const satisfies GageCoefficients;

/** Body surface area in m² from kg and cm (DuBois and DuBois 1916), as Gage 2008 uses it. */
export const dubois = { factor: 0.007184, weight: 0.425, height: 0.725 } as const;
