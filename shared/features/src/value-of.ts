import type { FeatureValue, FeatureVector } from '@cardwright/cds-service';

/** The value of a feature; `undefined` when it is absent, which is neither yes nor no. */
export function valueOf({ features }: FeatureVector, name: string): FeatureValue | undefined {
  const found = features[name];
  return found?.status === 'present' ? found.value : undefined;
}
