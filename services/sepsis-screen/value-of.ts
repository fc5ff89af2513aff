import type { FeatureValue, FeatureVector } from '@cardwright/cds-service';

/** The value of a feature; `null` where it is absent. */
export function valueOf({ features }: FeatureVector, name: string): FeatureValue | null {
  const feature = features[name];
  return feature?.status === 'present' ? feature.value : null;
}
