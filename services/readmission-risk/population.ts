import type { Feature, FeatureVector, MissingFeature } from '@cardwright/cds-service';
import { stay } from './windows.ts';

const adult = 18;

/** Why the scores are not for this patient; empty when they are, as far as is known. */
export function outsideThePopulation({ features }: FeatureVector): readonly string[] {
  const years = valueIn(features['age']);
  const stayed = features[stay];
  return [
    ...(valueIn(features['deceased']) === true ? ['The patient has died.'] : []),
    ...(typeof years === 'number' && years < adult ? [`Age ${years}: the scores are for adults.`] : []),
    ...(stayed?.status === 'absent' && stayed.reason === 'none-recorded'
      ? ['No hospital stay (inpatient encounter) is ending.']
      : []),
    ...(valueIn(features['discharge_not_scored']) === true
      ? ['The scores are not for this discharge: acute transfer, against advice, hospice or death.']
      : []),
  ];
}

/** Facts without which it cannot be told whether the patient belongs to the population, or how long the stay was. */
export function missingForPopulation({ features }: FeatureVector): readonly MissingFeature[] {
  return ['age', 'deceased', stay].flatMap((feature) => {
    const found = features[feature];
    return found?.status === 'absent' ? [{ feature, reason: found.reason, required: true }] : [];
  });
}

/** LACE is for patients discharged to the community. */
export const isForNursingHome = ({ features }: FeatureVector): boolean =>
  valueIn(features['discharge_to_nursing_home']) === true;

const valueIn = (feature: Feature | undefined) => (feature?.status === 'present' ? feature.value : undefined);
