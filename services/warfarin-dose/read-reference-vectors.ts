import type { FeatureValue, GoldenVector } from '@cardwright/cds-service';
import vectors from './reference-vectors.json' with { type: 'json' };
import type { Variant } from './signatures.ts';

/** All vectors of the clinical reference for one variant, in its order, each with its tolerance and source. */
export function readReferenceVectors(variant: Variant): readonly GoldenVector[] {
  return vectors
    .filter((vector) => vector.model === variant)
    .map(({ id, inputs, expected, tolerance, source }) => ({
      id,
      inputs: entriesWithValue<FeatureValue>(inputs),
      expected: entriesWithValue<number>(expected),
      tolerance,
      source,
    }));
}

/** The JSON rows differ in their keys, so TypeScript sees every key of every row as possibly undefined. */
function entriesWithValue<V>(row: Readonly<Record<string, V | undefined>>): Record<string, V> {
  const kept: Record<string, V> = {};
  for (const [name, value] of Object.entries(row)) if (value !== undefined) kept[name] = value;
  return kept;
}
