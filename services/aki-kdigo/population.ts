import type { FeatureVector } from '@cardwright/cds-service';

/** Years; below, KDIGO stages by eGFR too, which is not built here. */
const adultFrom = 18;

/** What must be known before a stage may be told. */
export const populationFeatures = ['age', 'deceased', 'chronic_dialysis'] as const;

/** Why the criteria are not for this patient; empty when they are, as far as is known. */
export function outsideThePopulation(vector: FeatureVector): readonly string[] {
  const age = valueOf(vector, 'age');
  return [
    ...(valueOf(vector, 'deceased') === true ? ['The patient has died.'] : []),
    ...(typeof age === 'number' && age < adultFrom
      ? [`Age ${age}: for adults only; the eGFR rule for children is not built.`]
      : []),
    ...(valueOf(vector, 'chronic_dialysis') === true ? ['Chronic dialysis is on record.'] : []),
  ];
}

/** The value of a feature; `undefined` when it is absent. */
export function valueOf({ features }: FeatureVector, name: string): number | string | boolean | undefined {
  const feature = features[name];
  return feature?.status === 'present' ? feature.value : undefined;
}
