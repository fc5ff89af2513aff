import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { buildModels } from './models.ts';
import adaVectors from './reference-vectors/ada-diabetes-risk-test.json' with { type: 'json' };
import findriscVectors from './reference-vectors/findrisc.json' with { type: 'json' };
import wilsonVectors from './reference-vectors/framingham-offspring-diabetes.json' with { type: 'json' };
import { scoreFormula } from './score-formulas.ts';
import { variants } from './signature.ts';

const vectors = [
  ...readReferenceVectors(adaVectors).map((vector) => ({ ...vector, model: 'ada-risk-test' })),
  ...readReferenceVectors(findriscVectors).map((vector) => ({ ...vector, model: 'findrisc' })),
  ...readReferenceVectors(wilsonVectors),
];
const built = buildModels();

describe('the models', () => {
  test('every vector of the three references is golden, and every variant has 50 or more', () => {
    const golden = new Set(built.flatMap((model) => model.golden.map(({ id }) => id)));
    expect(vectors.map(({ id }) => id).filter((id) => !golden.has(id))).toEqual([]);
    expect(vectors).toHaveLength(29 + 40 + 53);
    for (const { golden: own } of built) expect(own.length).toBeGreaterThanOrEqual(50);
  });

  test('the plain formula, apart from the graphs, meets every reference vector', () => {
    for (const { model, inputs, expected, tolerance, id } of vectors) {
      const variant = variants.find((name) => name === model);
      if (variant === undefined) throw new Error(`${id} is of no variant`);
      const answer = scoreFormula(variant, inputs);
      for (const [name, value] of Object.entries(expected)) {
        if (typeof value === 'number')
          expect(Math.abs(Number(answer[name]) - value)).toBeLessThanOrEqual(tolerance + 1e-12);
        else expect(answer[name]).toBe(value);
      }
    }
  });

  test('the point table of Framingham, on which sources differ, answers score only', () => {
    const points = built.find(({ manifest }) => manifest.variant === 'wilson-2007-points')?.manifest;
    expect([points?.evidence, points?.use]).toEqual(['single-source', 'score']);
  });
});
