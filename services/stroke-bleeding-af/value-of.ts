import type { FeatureValue, FeatureVector, Prediction } from '@cardwright/cds-service';

/** The value of a feature; `undefined` when it is absent, which is neither yes nor no. */
export function valueOf({ features }: FeatureVector, name: string): FeatureValue | undefined {
  const found = features[name];
  return found?.status === 'present' ? found.value : undefined;
}

/** One number of the predictions; NaN when the variant did not run, which meets no threshold. */
export function numberOf(predictions: readonly Prediction[], variant: string, output: string): number {
  const value = predictions.find((prediction) => prediction.variant === variant)?.outputs[output]?.value;
  return typeof value === 'number' ? value : NaN;
}
