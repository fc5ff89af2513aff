import { describe, expect, test } from '@jest/globals';
import { buildModels } from './models.ts';
import { ownExpectation } from './own-points.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';
import { columns, outputs } from './signature.ts';

const [full, lowerBound] = buildModels();

describe('golden vectors', () => {
  test('hold all 93 vectors of the reference first, in both variants', () => {
    const ids = readReferenceVectors().map(({ id }) => id);
    expect(ids).toHaveLength(93);
    for (const built of [full, lowerBound]) expect(built?.golden.slice(0, 93).map(({ id }) => id)).toEqual(ids);
  });
  test('have ids that differ', () => {
    for (const built of [full, lowerBound])
      expect(new Set(built?.golden.map(({ id }) => id)).size).toBe(built?.golden.length);
  });
  test('never give the full variant an absent input, and always name all eight', () => {
    for (const { inputs } of full?.golden ?? []) {
      expect(Object.keys(inputs).toSorted()).toEqual([...columns].toSorted());
      expect(Object.values(inputs)).not.toContain(null);
    }
  });
  test('of our own say that they are, and expect every output', () => {
    const own = (lowerBound?.golden ?? []).slice(93);
    expect(own.length).toBeGreaterThan(150);
    for (const { source, expected } of own) {
      expect(source).toMatch(/^own computation/);
      expect(Object.keys(expected)).toEqual(outputs.map(({ name }) => name));
    }
  });
});

describe('the table written a second time', () => {
  test.each(readReferenceVectors().map((vector) => [vector.id, vector] as const))(
    'meets %s',
    (_, { inputs, expected }) => {
      const { resp_rate, spo2, scale2, on_oxygen, sbp, heart_rate, consciousness, temperature } = inputs;
      const chart = {
        resp_rate: Number(resp_rate),
        spo2: Number(spo2),
        scale2: scale2 === true,
        on_oxygen: on_oxygen === true,
        sbp: Number(sbp),
        heart_rate: Number(heart_rate),
        consciousness: String(consciousness),
        temperature: Number(temperature),
      };
      expect(ownExpectation(chart)).toMatchObject(expected);
    },
  );
});

describe('manifests', () => {
  test('name the variant in the id, and differ in the presence of inputs only', () => {
    expect(full?.manifest.id).toBe('news2@news2');
    expect(lowerBound?.manifest.id).toBe('news2@news2-lower-bound');
    expect(full?.manifest.inputs.every(({ presence }) => presence === 'required')).toBe(true);
    expect(lowerBound?.manifest.inputs.every(({ presence }) => presence === 'optional')).toBe(true);
    expect(lowerBound?.manifest.outputs).toEqual(full?.manifest.outputs);
  });
  test('the same build gives the same bytes', () => {
    expect(buildModels()[0]?.graph.toBytes()).toEqual(full?.graph.toBytes());
  });
});
