import type { FeatureVector } from '@cardwright/cds-service';
import { numberOf, valueOf } from './read-feature.ts';
import { cigarettesPerPack } from './units.ts';

/** Smokes now, smoked, or neither is known; the model is for both. */
export const smokesNow = (vector: FeatureVector): boolean => valueOf(vector, 'smoking_status') === 'current';

/** As charted; else the average that charted pack-years over the years of smoking mean (pack-years × 20 / years). */
export function cigarettesPerDayOf(vector: FeatureVector): number | undefined {
  const [charted, packYears, years] = ['cigarettes_per_day', 'pack_years', 'smoking_duration_years'].map((name) =>
    numberOf(vector, name),
  );
  if (charted !== undefined) return charted;
  return packYears !== undefined && years !== undefined ? (packYears * cigarettesPerPack) / years : undefined;
}

/** What charted cigarettes and years of smoking make (cigarettes / 20 × years). */
export function calculatedPackYears(vector: FeatureVector): number | undefined {
  const [cigarettes, years] = ['cigarettes_per_day', 'smoking_duration_years'].map((name) => numberOf(vector, name));
  return cigarettes === undefined || years === undefined ? undefined : (cigarettes / cigarettesPerPack) * years;
}

/** 0 for who smokes now (reference); else as charted. */
export const quitYearsOf = (vector: FeatureVector): number | undefined =>
  smokesNow(vector) ? 0 : numberOf(vector, 'quit_years');

/** Years of smoking and years since that are more than the years of life: one of them is wrong. */
export function exceedsLife(vector: FeatureVector): boolean {
  const age = numberOf(vector, 'age');
  const years = numberOf(vector, 'smoking_duration_years') ?? 0;
  return age !== undefined && years + (quitYearsOf(vector) ?? 0) > age;
}
