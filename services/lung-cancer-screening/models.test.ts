import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { buildModels } from './models.ts';
import { plcoRisk } from './plco-risk.ts';
import vectors from './reference-vectors.json' with { type: 'json' };

const reference = readReferenceVectors(vectors);
const [built] = buildModels();

describe('PLCOm2012', () => {
  test('every vector of the reference is golden, among 50 or more', () => {
    const golden = new Set(built?.golden.map(({ id }) => id));
    expect(reference).toHaveLength(34);
    expect(reference.filter(({ id }) => !golden.has(id))).toEqual([]);
    expect(golden.size).toBeGreaterThanOrEqual(50);
  });

  test('the plain formula, apart from the graph, meets every reference vector', () => {
    for (const { inputs, expected, tolerance } of reference)
      expect(Math.abs(plcoRisk(inputs) - Number(expected['risk_6yr']))).toBeLessThanOrEqual(tolerance);
  });

  // Defects of public copies (reference, `caveats`): a smoking status ten times too small, race groups swapped, education reversed.
  test('the directions that public copies have wrong', () => {
    const base = reference[0]?.inputs ?? {};
    const odds = (change: Record<string, number | boolean | string>) => {
      const risk = plcoRisk({ ...base, ...change });
      return risk / (1 - risk);
    };
    expect(odds({ current_smoker: true }) / odds({ current_smoker: false })).toBeCloseTo(1.2966, 4);
    expect(odds({ race: 'native_hawaiian_pacific_islander' }) / odds({ race: 'white' })).toBeCloseTo(2.7931, 4);
    expect(odds({ race: 'american_indian_alaskan_native' })).toBe(odds({ race: 'white' }));
    expect(odds({ education: 6 })).toBeLessThan(odds({ education: 1 }));
  });
});
