import { valueOf } from '@cardwright/features';
import type { FeatureVector } from '@cardwright/cds-service';

/** Why the scores are not for this patient; empty when they are, as far as is known. */
export function outsideThePopulation(vector: FeatureVector): readonly string[] {
  const age = valueOf(vector, 'age');
  return [
    ...(valueOf(vector, 'deceased') === true ? ['The patient has died.'] : []),
    ...(typeof age === 'number' && age < 18 ? [`Age ${age}: the scores are for adults.`] : []),
    ...(valueOf(vector, 'pregnant') === true
      ? ['Pregnancy on record: the scores are not, or less, validated in pregnancy.']
      : []),
  ];
}
