import type { FeatureVector } from '@cardwright/cds-service';
import { numberOf, valueOf } from './read-feature.ts';

/** Inclusive (reference, `population`: derived at 55 to 74). */
export const populationAge = [55, 80] as const;

/** What must be known before anything is said. */
export const askedFirst = ['age', 'deceased', 'lung_cancer', 'smoking_status'] as const;

/** Why the equation is not for this patient; empty when it is, as far as is known. */
export function outsideThePopulation(vector: FeatureVector): readonly string[] {
  const age = numberOf(vector, 'age');
  const [from, to] = populationAge;
  return [
    ...(valueOf(vector, 'deceased') === true ? ['The patient has died.'] : []),
    ...(age !== undefined && (age < from || age > to)
      ? [`Age ${age}: the equation is used from ${from} to ${to}.`]
      : []),
    ...(valueOf(vector, 'smoking_status') === 'never'
      ? ['Never smoked: the equation is for people who smoke or have smoked.']
      : []),
    ...(valueOf(vector, 'lung_cancer') === true ? ['Lung cancer is on record, now or earlier.'] : []),
  ];
}
