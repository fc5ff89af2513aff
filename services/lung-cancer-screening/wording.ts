import type { ContributionWording } from '@cardwright/cards';
import { educationLevels, type Race } from './coefficients.ts';

/** What the races of the model are called. */
export const raceNames: Readonly<Record<Race, string>> = {
  white: 'White',
  black: 'Black or African American',
  hispanic: 'Hispanic or Latino',
  asian: 'Asian',
  american_indian_alaskan_native: 'American Indian or Alaska Native',
  native_hawaiian_pacific_islander: 'Native Hawaiian or Pacific Islander',
};

const educationWords = {
  'less-than-high-school': 'less than high school',
  'high-school': 'high school',
  'post-high-school-training': 'training after high school',
  'some-college': 'some college',
  'college-graduate': 'college graduate',
  postgraduate: 'postgraduate',
} as const;

/** Names, units and print format of the features that a card shows, in its order. */
export const wording: Readonly<Record<string, ContributionWording>> = {
  age: { label: 'Age', unit: 'a', decimals: 0 },
  smoking_status: { label: 'Smoking', unit: '{category}', words: { current: 'smokes now', former: 'has quit' } },
  cigarettes_per_day: { label: 'Cigarettes per day', unit: '1', decimals: 0 },
  smoking_duration_years: { label: 'Years of smoking', unit: 'a', decimals: 0 },
  pack_years: { label: 'Pack-years', unit: '1', decimals: 0 },
  quit_years: { label: 'Years since quitting', unit: 'a', decimals: 0 },
  bmi: { label: 'Body mass index', unit: 'kg/m2', decimals: 1 },
  copd: { label: 'COPD or emphysema', unit: '{boolean}' },
  personal_cancer: { label: 'Cancer, now or earlier', unit: '{boolean}' },
  family_lung_cancer: { label: 'Family history of lung cancer', unit: '{boolean}' },
  education_level: { label: 'Education', unit: '{category}', words: educationWords },
  race: { label: 'Race', unit: '{category}', words: raceNames },
  ethnicity: {
    label: 'Ethnicity',
    unit: '{category}',
    words: { hispanic: 'Hispanic or Latino', 'not-hispanic': 'not Hispanic or Latino' },
  },
};

/** Inputs of the model that carry other names than the features. */
export const inputWording: Readonly<Record<string, ContributionWording>> = {
  ...wording,
  race: { label: 'Race or ethnicity', unit: '{category}', words: raceNames },
  education: {
    label: 'Education',
    unit: '1',
    words: Object.fromEntries(educationLevels.map((level, index) => [String(index + 1), educationWords[level]])),
  },
  current_smoker: { label: 'Smokes now', unit: '{boolean}' },
};

/** What only decides whether the patient belongs to the population. */
const others: Readonly<Record<string, string>> = {
  deceased: 'Whether the patient is alive',
  lung_cancer: 'Lung cancer, now or earlier',
};

/** The label of a feature; its own name when it has none. */
export const labelOf = (feature: string): string => wording[feature]?.label ?? others[feature] ?? feature;
