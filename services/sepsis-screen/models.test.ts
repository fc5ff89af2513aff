import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { buildModels } from './models.ts';
import { ownScores } from './own-scores.ts';
import qsofaVectors from './reference-vectors/qsofa.json' with { type: 'json' };
import sirsVectors from './reference-vectors/sirs.json' with { type: 'json' };
import sofaVectors from './reference-vectors/sofa.json' with { type: 'json' };
import { scoreOf, variants } from './signature.ts';

const vectors = {
  qsofa: readReferenceVectors(qsofaVectors),
  sirs: readReferenceVectors(sirsVectors),
  sofa: readReferenceVectors(sofaVectors),
};

describe('the models', () => {
  test('every vector of a reference is golden for both of its variants, and each has 50 or more', () => {
    expect([vectors.qsofa.length, vectors.sirs.length, vectors.sofa.length]).toEqual([18, 30, 45]);
    for (const { manifest, golden } of buildModels()) {
      const ids = new Set(golden.map(({ id }) => id));
      const variant = variants.find((one) => one === manifest.variant) ?? 'qsofa';
      const wanted = vectors[scoreOf(variant)];
      expect(wanted.filter(({ id }) => !ids.has(id))).toEqual([]);
      expect(golden.length).toBeGreaterThanOrEqual(50);
    }
  });

  test.each(variants.flatMap((variant) => vectors[scoreOf(variant)].map((vector) => ({ variant, ...vector }))))(
    'the criteria written a second time meet $id ($variant)',
    ({ variant, inputs, expected }) => {
      expect(ownScores(variant, inputs)).toMatchObject(expected);
    },
  );

  test('as published every input is needed but PaCO2 and bands; from what is on record none is', () => {
    const optional = buildModels().map(({ manifest }) =>
      manifest.inputs.filter(({ presence }) => presence === 'optional').map(({ name }) => name),
    );
    expect(optional.filter((_, index) => index % 2 === 0)).toEqual([[], ['paco2', 'bands'], []]);
    expect(buildModels()[5]?.manifest.inputs.some(({ presence }) => presence === 'required')).toBe(false);
  });
});
