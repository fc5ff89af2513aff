import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { kidneyFormula } from './kidney-formulas.ts';
import { buildModels } from './models.ts';
import kidneyFunctionVectors from './reference-vectors/ckd-epi-2021-cockcroft-gault.json' with { type: 'json' };
import kfreVectors from './reference-vectors/kfre.json' with { type: 'json' };
import { kfreVariants, kidneyFunctionVariants } from './signature.ts';
import { withUacr } from './with-uacr.ts';

const variants = [...kfreVariants, ...kidneyFunctionVariants];
const vectors = [...readReferenceVectors(kfreVectors), ...readReferenceVectors(kidneyFunctionVectors)];
const built = buildModels();

describe('the models', () => {
  test('every vector of both references is golden, and every variant has 50 or more', () => {
    const golden = new Set(built.flatMap((model) => model.golden.map(({ id }) => id)));
    expect(vectors.map(({ id }) => id).filter((id) => !golden.has(id))).toEqual([]);
    expect(vectors).toHaveLength(69 + 119);
    for (const { golden: own } of built) expect(own.length).toBeGreaterThanOrEqual(50);
  });

  test('the plain formula, apart from the graphs, meets every reference vector', () => {
    for (const { model, inputs, expected, tolerance, id } of vectors) {
      const variant = variants.find((name) => name === model);
      if (variant === undefined) throw new Error(`${id} is of no variant`);
      const answer = kidneyFormula(variant, withUacr(inputs));
      for (const [name, value] of Object.entries(expected)) {
        if (typeof value === 'number') expect(Math.abs(Number(answer[name]) - value)).toBeLessThanOrEqual(tolerance);
        else expect(answer[name]).toBe(value);
      }
    }
  });

  test('the 6-variable equation rests on one source and answers score only', () => {
    const six = built.find(({ manifest }) => manifest.variant === 'kfre-6var')?.manifest;
    expect([six?.evidence, six?.use]).toEqual(['single-source', 'score']);
  });
});
