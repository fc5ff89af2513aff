import type { FeatureVector } from '@cardwright/cds-service';

/** A number of the chart, when there is one. */
export function numberOf({ features }: FeatureVector, name: string): number | undefined {
  const found = features[name];
  return found?.status === 'present' && typeof found.value === 'number' ? found.value : undefined;
}

/** A yes or no of the chart; `undefined` when it is not known. */
export function yesNo({ features }: FeatureVector, name: string): boolean | undefined {
  const found = features[name];
  return found?.status === 'present' && typeof found.value === 'boolean' ? found.value : undefined;
}
