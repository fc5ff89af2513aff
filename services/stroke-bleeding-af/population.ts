import { valueOf } from '@cardwright/features';
import type { FeatureVector } from '@cardwright/cds-service';
import { ageRange } from './signature.ts';

/** Why the scores are not for this patient; empty when they are, as far as is known. */
export function outsideThePopulation(vector: FeatureVector): readonly string[] {
  const age = valueOf(vector, 'age');
  return [
    ...(valueOf(vector, 'deceased') === true ? ['The patient has died.'] : []),
    ...(typeof age === 'number' && age < ageRange[0] ? [`Age ${age}: the scores are for adults.`] : []),
    ...(valueOf(vector, 'atrial_fibrillation') === false ? ['No atrial fibrillation on record.'] : []),
    ...(valueOf(vector, 'valve_disease') === true || valueOf(vector, 'mechanical_valve') === true
      ? [
          'Mitral stenosis or a prosthetic heart valve is on record: the stroke score is not for moderate to severe mitral stenosis or a mechanical valve.',
        ]
      : []),
  ];
}
