import type { Prediction } from '@cardwright/cds-service';

/** One number of a prediction; NaN when it was not given, which meets no threshold. */
export function numberOf({ outputs }: Prediction, output: string): number {
  const value = outputs[output]?.value;
  return typeof value === 'number' ? value : NaN;
}
