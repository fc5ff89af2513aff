import type { FeatureValue, ModelInputs } from '@cardwright/cds-service';
import data from './reference-vectors.json' with { type: 'json' };

/** One vector of the clinical reference. `expected` may hold texts and flags for the vectors of `model` `validation`. */
export interface ReferenceVector {
  readonly id: string;
  readonly model: string;
  readonly horizon: string;
  readonly inputs: ModelInputs;
  readonly expected: Readonly<Record<string, FeatureValue>>;
  readonly tolerance: number;
  readonly source: string;
}

/** All vectors of the clinical reference, in its order; the ones of `model` `validation` exercise the choice of model. */
export function readReferenceVectors(): readonly ReferenceVector[] {
  return data.map((vector) => ({
    ...vector,
    inputs: present<FeatureValue>(vector.inputs),
    expected: present<FeatureValue>(vector.expected),
  }));
}

/** The rows differ in their keys, so TypeScript sees every key of every row as possibly undefined. */
function present<V>(row: Readonly<Record<string, V | undefined>>): Record<string, V> {
  const kept: Record<string, V> = {};
  for (const [name, value] of Object.entries(row)) if (value !== undefined) kept[name] = value;
  return kept;
}
