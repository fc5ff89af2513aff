import type { FeatureVector } from '@cardwright/cds-service';

/** Years; the guideline is for adults. */
const adultFrom = 18;

/** What must be known before a total may be told. */
export const populationFeatures = ['age', 'deceased'] as const;

/** Conditions that the guideline leaves out: where the record says yes. Where it cannot be read, the card is shown and says so. */
export const exclusions = [
  { feature: 'sickle_cell_disease', words: 'Sickle cell disease' },
  { feature: 'palliative_care', words: 'Palliative care' },
] as const;

/** Why the guideline is not for this patient; empty when it is, as far as is known. */
export function outsideThePopulation(vector: FeatureVector): readonly string[] {
  const age = valueOf(vector, 'age');
  return [
    ...(valueOf(vector, 'deceased') === true ? ['The patient has died.'] : []),
    ...(typeof age === 'number' && age < adultFrom ? [`Age ${age}: the guideline is for adults.`] : []),
    ...exclusions.flatMap(({ feature, words }) =>
      valueOf(vector, feature) === true ? [`${words} is on record: the guideline leaves it out.`] : [],
    ),
  ];
}

/** The value of a feature; `undefined` when it is absent. */
export function valueOf({ features }: FeatureVector, name: string): number | string | boolean | undefined {
  const feature = features[name];
  return feature?.status === 'present' ? feature.value : undefined;
}
