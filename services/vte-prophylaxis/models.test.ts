import { expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { buildModels } from './models.ts';
import capriniVectors from './reference-vectors/caprini-vte.json' with { type: 'json' };
import paduaVectors from './reference-vectors/padua-vte.json' with { type: 'json' };
import { scoreFormula } from './score-formulas.ts';

const padua = readReferenceVectors(paduaVectors);
const caprini = readReferenceVectors(capriniVectors);
const built = buildModels();

test('every vector of both references is golden, and every variant has 50 or more', () => {
  expect([padua.length, caprini.length]).toEqual([25, 39]);
  for (const { manifest, golden } of built) {
    const ids = new Set(golden.map(({ id }) => id));
    const vectors = manifest.reference === 'padua-vte' ? padua : caprini;
    expect(vectors.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(golden.length).toBeGreaterThanOrEqual(50);
  }
});

test('the plain formula, apart from the graphs, meets every reference vector', () => {
  for (const { inputs, expected } of padua) expect(scoreFormula('padua', inputs)).toEqual(expected);
  for (const { inputs, expected } of caprini) expect(scoreFormula('caprini-2005', inputs)).toEqual(expected);
});
