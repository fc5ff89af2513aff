import type { GoldenVector } from '@cardwright/cds-service';
import vectors from './reference-vectors.json' with { type: 'json' };

/** All 93 vectors of the clinical reference, in its order. Those from medcalc hold no risk: its category is not the RCP's. */
export function readReferenceVectors(): readonly GoldenVector[] {
  return vectors.map(({ id, inputs, expected, tolerance, source }) => {
    const { score, risk } = expected;
    return { id, inputs, expected: risk === undefined ? { score } : { score, risk }, tolerance, source };
  });
}
