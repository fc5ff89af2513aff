import type { FeatureVector, ModelInputs } from '@cardwright/cds-service';
import { educationLevels } from './coefficients.ts';
import { valueOf } from './read-feature.ts';
import { cigarettesPerDayOf, quitYearsOf, smokesNow } from './smoking.ts';

/** The inputs of the model as the chart holds them; `null` where one is not known. */
export function modelInputs(vector: FeatureVector): ModelInputs {
  const of = (name: string) => valueOf(vector, name) ?? null;
  return {
    age: of('age'),
    race: raceOf(vector),
    education: educationOf(vector),
    bmi: of('bmi'),
    copd: of('copd'),
    personal_cancer: of('personal_cancer'),
    family_lung_cancer: of('family_lung_cancer'),
    current_smoker: of('smoking_status') === null ? null : smokesNow(vector),
    cigarettes_per_day: cigarettesPerDayOf(vector) ?? null,
    smoking_duration_years: of('smoking_duration_years'),
    quit_years: quitYearsOf(vector) ?? null,
  };
}

/** The features behind an input that the chart holds under other names. */
export const featuresBehind: Readonly<Record<string, readonly string[]>> = {
  race: ['race', 'ethnicity'],
  education: ['education_level'],
  current_smoker: ['smoking_status'],
};

/** The model holds Hispanic as a category of its own beside the races, so ethnicity must be known, and decides. */
function raceOf(vector: FeatureVector): ModelInputs[string] {
  const ethnicity = valueOf(vector, 'ethnicity');
  if (ethnicity === 'hispanic') return 'hispanic';
  return ethnicity === 'not-hispanic' ? (valueOf(vector, 'race') ?? null) : null;
}

function educationOf(vector: FeatureVector): number | null {
  const level = educationLevels.findIndex((name) => name === valueOf(vector, 'education_level'));
  return level < 0 ? null : level + 1;
}
