/** Points of a value up to a limit; a list of bands ascends. */
export interface Band {
  readonly upTo: number;
  /** Whether the limit itself has these points. */
  readonly inclusive: boolean;
  readonly points: number;
}

/** The references, in the order of `service.json`. */
export const references = ['wells-pe', 'geneva-revised', 'perc', 'wells-dvt'] as const;
export type Reference = (typeof references)[number];

/** One score: points of each yes or no, bands of each number, and its classes by the sum. */
export interface ScoreTable {
  readonly numbers: Readonly<Record<string, readonly Band[]>>;
  readonly items: Readonly<Record<string, number>>;
  /** Name of the printed sum. */
  readonly sum: 'score' | 'count';
  readonly classes: { readonly name: string; readonly categories: readonly string[]; readonly bands: readonly Band[] };
}

const below = (limit: number, points: number): Band => ({ upTo: limit, inclusive: false, points });
const upTo = (limit: number, points: number): Band => ({ upTo: limit, inclusive: true, points });
const above = (points: number): Band => ({ upTo: Infinity, inclusive: true, points });
const noYes = ['false', 'true'] as const;

/** Points as the clinical references give them (Wells 2000, Le Gal 2006, Kline 2004, Wells 1997). */
export const tables: Readonly<Record<Reference, ScoreTable>> = {
  'wells-pe': {
    numbers: { heart_rate: [upTo(100, 0), above(1.5)] },
    items: {
      dvt_signs: 3,
      pe_most_likely: 3,
      immobilization_or_surgery: 1.5,
      previous_vte: 1.5,
      hemoptysis: 1,
      malignancy: 1,
    },
    sum: 'score',
    classes: { name: 'pe_likely', categories: noYes, bands: [upTo(4, 0), above(1)] },
  },
  'geneva-revised': {
    numbers: { age: [upTo(65, 0), above(1)], heart_rate: [below(75, 0), below(95, 3), above(5)] },
    items: {
      previous_vte: 3,
      surgery_or_fracture_1mo: 2,
      active_malignancy: 2,
      unilateral_limb_pain: 3,
      hemoptysis: 2,
      pain_on_palpation_and_edema: 4,
    },
    sum: 'score',
    classes: { name: 'risk', categories: ['low', 'intermediate', 'high'], bands: [upTo(3, 0), upTo(10, 1), above(2)] },
  },
  perc: {
    numbers: {
      age: [below(50, 0), above(1)],
      heart_rate: [below(100, 0), above(1)],
      spo2: [below(95, 1), above(0)],
    },
    items: { unilateral_leg_swelling: 1, hemoptysis: 1, recent_surgery_or_trauma: 1, prior_vte: 1, hormone_use: 1 },
    sum: 'count',
    classes: { name: 'negative', categories: noYes, bands: [upTo(0, 1), above(0)] },
  },
  'wells-dvt': {
    numbers: {},
    items: {
      active_cancer: 1,
      paralysis_or_cast: 1,
      bedridden_or_surgery: 1,
      localized_tenderness: 1,
      entire_leg_swollen: 1,
      collateral_veins: 1,
      calf_swelling_over_3cm: 1,
      pitting_edema: 1,
      alternative_diagnosis: -2,
    },
    sum: 'score',
    classes: { name: 'likely', categories: noYes, bands: [below(2, 0), above(1)] },
  },
};

/** The printed cut points: PE likely above, Geneva high from, DVT likely from. */
export const cutPoints = { wellsPe: 4, genevaHigh: 11, wellsDvt: 2 } as const;

/** Least and most that one part can give. */
export const bandPoints = (bands: readonly Band[]): readonly number[] => bands.map(({ points }) => points);

/** Least and most of the whole score, whatever the inputs are. */
export function extremes({ numbers, items }: ScoreTable): readonly [number, number] {
  const parts = [...Object.values(numbers).map(bandPoints), ...Object.values(items).map((points) => [0, points])];
  return [
    parts.reduce((sum, part) => sum + Math.min(...part), 0),
    parts.reduce((sum, part) => sum + Math.max(...part), 0),
  ];
}
