import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { buildModels } from './models.ts';
import { ownStage } from './own-stage.ts';
import referenceVectors from './reference-vectors.json' with { type: 'json' };

const vectors = readReferenceVectors(referenceVectors);

describe('the models', () => {
  test('every vector of the reference is golden for both variants, and each has 50 or more', () => {
    expect(vectors).toHaveLength(37);
    for (const { golden } of buildModels()) {
      const ids = new Set(golden.map(({ id }) => id));
      expect(vectors.filter(({ id }) => !ids.has(id))).toEqual([]);
      expect(golden.length).toBeGreaterThanOrEqual(50);
    }
  });

  test.each(vectors)('the table written a second time meets $id', ({ inputs, expected }) => {
    expect(ownStage('kdigo-aki', inputs)['stage']).toBe(expected['stage']);
    expect(ownStage('kdigo-aki-recorded', inputs)['stage']).toBe(expected['stage']);
  });

  test('the reference variant needs its creatinines and the answer about replacement therapy; the card variant none', () => {
    const required = buildModels().map(({ manifest }) =>
      manifest.inputs.filter(({ presence }) => presence === 'required').map(({ name }) => name),
    );
    expect(required).toEqual([['creatinine', 'lowest_creatinine_7d', 'lowest_creatinine_48h', 'rrt'], []]);
  });
});
