/** Tammemägi MC et al., N Engl J Med 2013;368:728-736, Table 2 (clinical reference plcom2012): log-odds. */
export const intercept = -4.532506;

/** Coefficient × (value − centre). */
export const centred = {
  age: { coefficient: 0.0778868, centre: 62 },
  education: { coefficient: -0.0812744, centre: 4 },
  bmi: { coefficient: -0.0274194, centre: 27 },
  smoking_duration_years: { coefficient: 0.0317321, centre: 27 },
  quit_years: { coefficient: -0.0308572, centre: 10 },
} as const;

/** Coefficient × (10 / cigarettes per day − centre): it grows with every cigarette, by less and less. */
export const intensity = { coefficient: -1.822606, centre: 0.4021541613 } as const;

/** Added when true. */
export const present = {
  copd: 0.3553063,
  personal_cancer: 0.4589971,
  family_lung_cancer: 0.587185,
  current_smoker: 0.2597431,
} as const;

/** By race or ethnicity, one category a person; against White. */
export const raceTerms = {
  white: 0,
  black: 0.3944778,
  hispanic: -0.7434744,
  asian: -0.466585,
  american_indian_alaskan_native: 0,
  native_hawaiian_pacific_islander: 1.027152,
} as const;

export type Race = keyof typeof raceTerms;

/** In the order of the graph's categories. */
export const races = [
  'white',
  'black',
  'hispanic',
  'asian',
  'american_indian_alaskan_native',
  'native_hawaiian_pacific_islander',
] as const satisfies readonly Race[];

/** Levels 1 to 6 of the input `education`. */
export const educationLevels = [
  'less-than-high-school',
  'high-school',
  'post-high-school-training',
  'some-college',
  'college-graduate',
  'postgraduate',
] as const;
