import { describe, expect, test } from '@jest/globals';
import { readReferenceVectors } from './read-reference-vectors.ts';

const facts = { id: 'a-1', tolerance: 0, source: 'a paper' };

describe('readReferenceVectors', () => {
  test('keeps what is a golden vector already', () => {
    const vector = { ...facts, inputs: { age: 50, sex: null, dm: true }, expected: { risk: 0.1, band: 'low' } };
    expect(readReferenceVectors([{ ...vector, model: 'm', horizon: '2yr', note: 'x' }])).toEqual([
      { ...vector, model: 'm', horizon: '2yr' },
    ]);
  });

  test('spells booleans and parts of an answer, and makes lists of rows', () => {
    const inputs = { items: [{ opioid: 'morphine', dose_mg: 5 }], lookup: { CYP2C19: 'Poor' }, drug: 'x' };
    const expected = { score: 2, positive: true, components: { liver: 4 } };
    expect(readReferenceVectors([{ ...facts, inputs, expected }])).toEqual([
      {
        ...facts,
        inputs: { drug: 'x' },
        items: { items: [{ opioid: 'morphine', dose_mg: 5 }], lookup: [{ CYP2C19: 'Poor' }] },
        expected: { score: 2, positive: 'true', 'components.liver': 4 },
      },
    ]);
  });

  test.each([
    ['no inputs', { ...facts, expected: {} }],
    ['no tolerance', { ...facts, tolerance: undefined, inputs: {}, expected: {} }],
    ['a list of numbers', { ...facts, inputs: { a: [1] }, expected: {} }],
    ['an answer of null', { ...facts, inputs: {}, expected: { a: null } }],
  ])('refuses a vector with %s', (_name, row) => {
    expect(() => readReferenceVectors([row])).toThrow(expect.objectContaining({ code: 'model-invalid' }));
  });
});
