import type { FeatureValue, FeatureVector, Prediction } from '@cardwright/cds-service';

/** The value of a feature; `undefined` when it is absent, which is neither yes nor no. */
export function valueOf({ features }: FeatureVector, name: string): FeatureValue | undefined {
  const found = features[name];
  return found?.status === 'present' ? found.value : undefined;
}

/** One number of a prediction; NaN when it was not given, which meets no threshold. */
export function numberOf({ outputs }: Prediction, output: string): number {
  const value = outputs[output]?.value;
  return typeof value === 'number' ? value : NaN;
}
