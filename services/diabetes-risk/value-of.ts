import type { FeatureVector } from '@cardwright/cds-service';
import { valueOf } from '@cardwright/features';

/** A number of the chart, when there is one. */
export function numberOf(vector: FeatureVector, name: string): number | undefined {
  const value = valueOf(vector, name);
  return typeof value === 'number' ? value : undefined;
}

/** A yes or no of the chart; `undefined` when it is not known. */
export function yesNo(vector: FeatureVector, name: string): boolean | undefined {
  const value = valueOf(vector, name);
  return typeof value === 'boolean' ? value : undefined;
}
