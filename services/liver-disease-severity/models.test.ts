import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from '@cardwright/model-builder';
import { liverFormula } from './liver-formulas.ts';
import { buildModels } from './models.ts';
import childPughVectors from './reference-vectors/child-pugh.json' with { type: 'json' };
import fib4Vectors from './reference-vectors/fib-4.json' with { type: 'json' };
import meldVectors from './reference-vectors/meld.json' with { type: 'json' };
import { dialysis, variants } from './signature.ts';

const vectors = [
  ...readReferenceVectors(meldVectors),
  ...readReferenceVectors(childPughVectors).map((vector) => ({ ...vector, model: 'child-pugh' })),
  ...readReferenceVectors(fib4Vectors).map((vector) => ({ ...vector, model: 'fib-4' })),
];
const built = buildModels();

describe('the models', () => {
  test('every vector of the three references is golden, and every variant has 50 or more', () => {
    const golden = new Set(built.flatMap((model) => model.golden.map(({ id }) => id)));
    expect(vectors.map(({ id }) => id).filter((id) => !golden.has(id))).toEqual([]);
    expect(vectors).toHaveLength(113 + 45 + 24);
    for (const { golden: own } of built) expect(own.length).toBeGreaterThanOrEqual(50);
  });

  test('the plain formula, apart from the graphs, meets every reference vector', () => {
    for (const { model, inputs, expected, tolerance, id } of vectors) {
      const variant = variants.find((name) => name === model);
      if (variant === undefined) throw new Error(`${id} is of no variant`);
      const answer = liverFormula(variant, inputs);
      for (const [name, value] of Object.entries(expected)) {
        if (typeof value === 'number') expect(Math.abs(Number(answer[name]) - value)).toBeLessThanOrEqual(tolerance);
        else expect(answer[name]).toBe(value);
      }
    }
  });

  test('dialysis sets creatinine to 4 in MELD and MELD-Na and to 3 in MELD 3.0, whatever was measured', () => {
    const patient = { creatinine: 0.6, bilirubin: 2, inr: 1.5, sodium: 130, albumin: 3, female: false };
    for (const [variant, creatinine] of [
      ['meld', 4],
      ['meld-na-optn-2016', 4],
      ['meld-na-kim-2008', 4],
      ['meld-3.0', 3],
    ] as const) {
      const dialysed = liverFormula(variant, { ...patient, [dialysis]: true });
      expect(dialysed).toEqual(liverFormula(variant, { ...patient, creatinine }));
    }
  });

  test('MELD-Plus7 rests on one source; it and MELD-Na of 2008 answer score only', () => {
    const scoreOnly = built.filter(({ manifest }) => manifest.use === 'score').map(({ manifest }) => manifest.variant);
    expect(scoreOnly).toEqual(['meld-na-kim-2008', 'meld-plus-7']);
    const plus7 = built.find(({ manifest }) => manifest.variant === 'meld-plus-7')?.manifest;
    expect(plus7?.evidence).toBe('single-source');
  });
});
