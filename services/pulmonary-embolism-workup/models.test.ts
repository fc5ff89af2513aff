import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { references } from './coefficients.ts';
import { buildModels } from './models.ts';
import geneva from './reference-vectors/geneva-revised.json' with { type: 'json' };
import perc from './reference-vectors/perc.json' with { type: 'json' };
import wellsDvt from './reference-vectors/wells-dvt.json' with { type: 'json' };
import wellsPe from './reference-vectors/wells-pe.json' with { type: 'json' };
import { scoreFormula } from './score-formulas.ts';

const vectors = { 'wells-pe': wellsPe, 'geneva-revised': geneva, perc, 'wells-dvt': wellsDvt };
const built = buildModels();

describe('the models', () => {
  test('every vector of the four references is golden, and every variant has 50 or more', () => {
    const all = references.flatMap((reference) => readReferenceVectors(vectors[reference]).map(({ id }) => id));
    const golden = new Set(built.flatMap((model) => model.golden.map(({ id }) => id)));
    expect(all).toHaveLength(102);
    expect(all.filter((id) => !golden.has(id))).toEqual([]);
    for (const { golden: own } of built) expect(own.length).toBeGreaterThanOrEqual(50);
  });

  test.each(references)('the plain formula of %s, apart from the graphs, meets every reference vector', (reference) => {
    for (const { inputs, expected } of readReferenceVectors(vectors[reference])) {
      const answer = scoreFormula(reference, inputs);
      for (const [name, value] of Object.entries(expected)) expect(String(answer[name])).toBe(String(value));
    }
  });
});
