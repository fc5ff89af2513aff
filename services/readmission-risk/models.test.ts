import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { buildModels } from './models.ts';
import { ownScores } from './own-scores.ts';
import hospitalVectors from './reference-vectors/hospital-score.json' with { type: 'json' };
import laceVectors from './reference-vectors/lace.json' with { type: 'json' };
import type { Variant } from './signature.ts';

const hospital = readReferenceVectors(hospitalVectors);
const lace = readReferenceVectors(laceVectors);
const built = buildModels();

const variantOf = (model: string | undefined, otherwise: Variant): Variant =>
  model === 'lace-risk-table' ? 'lace-risk-table' : otherwise;

describe('the models', () => {
  test('every vector of both references is golden, and every variant has 50 or more but the table of 20 rows', () => {
    const golden = new Set(built.flatMap((model) => model.golden.map(({ id }) => id)));
    expect([...hospital, ...lace].map(({ id }) => id).filter((id) => !golden.has(id))).toEqual([]);
    expect([hospital.length, lace.length]).toEqual([29, 39]);
    for (const { golden: own } of built) expect(own.length).toBeGreaterThanOrEqual(50);
  });

  test.each([
    ...hospital.map((vector) => [vector.id, vector, 'hospital'] as const),
    ...lace.map((vector) => [vector.id, vector, variantOf(vector.model, 'lace')] as const),
  ])('the tables written a second time meet %s', (_, { inputs, expected, tolerance }, variant) => {
    const answer = ownScores(variant, inputs);
    for (const [name, value] of Object.entries(expected)) {
      if (typeof value === 'number') expect(Math.abs(Number(answer[name]) - value)).toBeLessThanOrEqual(tolerance);
      else expect(answer[name]).toBe(value);
    }
  });

  test('what rests on one source makes no card', () => {
    const single = built.filter(({ manifest }) => manifest.evidence === 'single-source');
    expect(single.map(({ manifest }) => [manifest.variant, manifest.use])).toEqual([
      ['lace', 'score'],
      ['lace-risk-table', 'score'],
    ]);
  });

  test('the bounds meet the plain scores where everything is known, and hold every way to fill what is not', () => {
    const full = { hemoglobin: 11, oncology_discharge: true, sodium: 130, procedure: true, urgent_admission: true };
    const counts = { admissions_prior_year: 6, length_of_stay_days: 9 };
    const score = ownScores('hospital', { ...full, ...counts })['score'];
    expect(ownScores('hospital-bounds', { ...full, ...counts })).toMatchObject({ score_low: score, score_high: score });
    for (const name of Object.keys({ ...full, ...counts })) {
      const without = ownScores('hospital-bounds', { ...full, ...counts, [name]: null });
      expect(without['score_high']).toBe(score);
      expect(Number(without['score_low'])).toBeLessThan(Number(score));
    }
  });
});
