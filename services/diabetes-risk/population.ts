import type { FeatureVector } from '@cardwright/cds-service';
import { quantity } from '@cardwright/cards';
import { inRangeOfDiabetes, uncertainTests } from './testing.ts';
import { numberOf, yesNo } from './value-of.ts';
import { labelOf, wording } from './wording.ts';

/** The references are for adults. */
export const adultAge = 18;

/** Why the scores are not for this patient; empty when they are, as far as is known. */
export function outsideThePopulation(vector: FeatureVector): readonly string[] {
  const years = numberOf(vector, 'age');
  const isPregnant = ['pregnant_condition', 'pregnant_status', 'gestational_recent'].some(
    (name) => yesNo(vector, name) === true,
  );
  return [
    ...(yesNo(vector, 'deceased') === true ? ['The patient has died.'] : []),
    ...(years !== undefined && years < adultAge ? [`Age ${years}: the scores are for adults.`] : []),
    ...(yesNo(vector, 'diabetes') === true ? ['Diabetes is on record: the scores are for people without it.'] : []),
    ...(isPregnant
      ? [
          'A pregnancy, or gestational diabetes of the last 42 weeks, is on record: diabetes in pregnancy is screened for in another way.',
        ]
      : []),
    ...inRangeOfDiabetes(vector).map(
      (test) =>
        `${labelOf(test)} ${quantity(numberOf(vector, test) ?? NaN, wording[test]?.unit ?? '', { decimals: 1 })} is in the range of diabetes: the scores are for people without it.`,
    ),
  ];
}

/** What must be known before anything is said, and is not. */
export const unknownPopulation = (vector: FeatureVector): readonly string[] => [
  ...['age', 'sex', 'deceased', 'diabetes', 'pregnant_condition'].filter(
    (name) => vector.features[name]?.status !== 'present',
  ),
  ...uncertainTests(vector),
];
