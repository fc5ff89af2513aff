import { valueOf } from '@cardwright/features';
import type { FeatureVector } from '@cardwright/cds-service';

/** Why the scores are not for this patient; empty when they are, as far as is known. */
export function outsideThePopulation(vector: FeatureVector): readonly string[] {
  const age = valueOf(vector, 'age');
  const isPregnant = valueOf(vector, 'pregnant') === true || valueOf(vector, 'pregnancy_status') === true;
  return [
    ...(valueOf(vector, 'deceased') === true ? ['The patient has died.'] : []),
    ...(typeof age === 'number' && age < 18 ? [`Age ${age}: the scores are for adults.`] : []),
    ...(isPregnant ? ['Pregnancy on record: the scores are not, or less, validated in pregnancy.'] : []),
  ];
}
