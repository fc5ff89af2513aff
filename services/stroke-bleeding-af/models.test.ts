import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { buildModels } from './models.ts';
import strokeVectors from './reference-vectors/cha2ds2-vasc.json' with { type: 'json' };
import bleedingVectors from './reference-vectors/has-bled.json' with { type: 'json' };
import { scoreFormula } from './score-formulas.ts';
import { strokeVariants } from './signature.ts';

const stroke = readReferenceVectors(strokeVectors);
const bleeding = readReferenceVectors(bleedingVectors);
const built = buildModels();

describe('the models', () => {
  test('every vector of both references is golden, and every score has 50 or more', () => {
    const golden = new Set(built.flatMap((model) => model.golden.map(({ id }) => id)));
    expect([...stroke, ...bleeding].map(({ id }) => id).filter((id) => !golden.has(id))).toEqual([]);
    expect([stroke.length, bleeding.length]).toEqual([65, 39]);
    for (const { manifest, golden: own } of built)
      // The rate table has ten rows, and all of them are there.
      expect(own.length).toBeGreaterThanOrEqual(manifest.variant === 'annual-rate-table' ? 19 : 50);
  });

  test('the plain formula, apart from the graphs, meets every reference vector', () => {
    const named = stroke.map((vector) => ({
      ...vector,
      variant: strokeVariants.find((name) => name === (vector.model ?? 'cha2ds2-vasc')),
    }));
    for (const { variant, inputs, expected, tolerance } of [
      ...named,
      ...bleeding.map((vector) => ({ ...vector, variant: 'has-bled' as const })),
    ]) {
      if (variant === undefined) throw new Error('a vector is of no variant');
      const answer = scoreFormula(variant, inputs);
      for (const [name, value] of Object.entries(expected))
        expect(Math.abs(Number(answer[name]) - Number(value))).toBeLessThanOrEqual(tolerance);
    }
  });
});
