import { roundHalfUp } from '@cardwright/cards';
import { centred, present, raceTerms } from './coefficients.ts';

const times = (coefficient: number): string => `×${roundHalfUp(Math.exp(coefficient), 2).toFixed(2)}`;
const perStep = (coefficient: number): string => {
  const change = roundHalfUp((Math.exp(coefficient) - 1) * 100, 0);
  return `${change > 0 ? '+' : '−'}${Math.abs(change)}%`;
};

/** What a term multiplies the odds of lung cancer by, as the model has it: `×1.48`. */
export const raceInWords = (race: keyof typeof raceTerms): string => times(raceTerms[race]);

/** What a missing feature would do to the estimate: the odds of the model, no cause and no number of this patient. */
export const effectInWords: Readonly<Record<string, string>> = {
  cigarettes_per_day: 'more cigarettes raise the odds, each further one by less',
  smoking_duration_years: `each year: odds ${perStep(centred.smoking_duration_years.coefficient)}`,
  quit_years: `each year: odds ${perStep(centred.quit_years.coefficient)}`,
  bmi: `each kg/m²: odds ${perStep(centred.bmi.coefficient)}`,
  copd: `if yes: odds ${times(present.copd)}`,
  personal_cancer: `if yes: odds ${times(present.personal_cancer)}`,
  family_lung_cancer: `if yes: odds ${times(present.family_lung_cancer)}`,
  education_level: `each of six levels up: odds ${perStep(centred.education.coefficient)}`,
  race: `against White: odds ${times(raceTerms.hispanic)} (Hispanic) to ${times(raceTerms.native_hawaiian_pacific_islander)} (Pacific Islander)`,
  ethnicity: `Hispanic against White: odds ${times(raceTerms.hispanic)}`,
};
