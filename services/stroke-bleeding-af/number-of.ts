import type { Prediction } from '@cardwright/cds-service';

/** One number of the predictions; NaN when the variant did not run, which meets no threshold. */
export function numberOf(predictions: readonly Prediction[], variant: string, output: string): number {
  const value = predictions.find((prediction) => prediction.variant === variant)?.outputs[output]?.value;
  return typeof value === 'number' ? value : NaN;
}
