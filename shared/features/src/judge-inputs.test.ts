import type { FeatureVector, ModelManifest, SignatureInput } from '@cardwright/cds-service';
import { describe, expect, test } from '@jest/globals';
import { inputsFromVector, judgeInputs } from './judge-inputs.ts';

const input = (name: string, rest: Partial<SignatureInput>): SignatureInput => ({
  name,
  unit: '1',
  kind: 'number',
  presence: 'required',
  ...rest,
});
const model: ModelManifest = {
  id: 'demo@base',
  variant: 'base',
  title: 'Demo',
  reference: 'demo',
  citation: 'none',
  sha256: '00',
  evidence: 'cross-checked',
  use: 'card',
  provenance: 'test',
  inputs: [
    input('age', { unit: 'a', range: [30, 79] }),
    input('bmi', { unit: 'kg/m2', range: [18.5, 39.9], presence: 'per-output' }),
    input('hba1c', { unit: '%', range: [4.5, 15], presence: 'optional' }),
    input('smoker', { unit: '{boolean}', kind: 'boolean' }),
    input('sex', { unit: '{category}', kind: 'category', categories: ['female', 'male'] }),
  ],
  outputs: [
    { name: 'cvd', unit: '1', kind: 'probability', column: 0, inputs: ['age', 'smoker', 'sex', 'hba1c'] },
    { name: 'hf', unit: '1', kind: 'probability', column: 1, inputs: ['age', 'bmi', 'smoker', 'sex', 'hba1c'] },
  ],
};
const good = { age: 50, bmi: 25, hba1c: 6, smoker: false, sex: 'female' };

describe('judgeInputs', () => {
  test('a complete patient gets every output and loses unknown keys', () => {
    const judged = judgeInputs(model, { ...good, shoeSize: 43 });
    expect(judged).toEqual({
      inputs: good,
      missing: [],
      outOfRange: [],
      dropped: [],
      invalid: [],
      outputs: ['cvd', 'hf'],
    });
  });

  test.each([
    ['required, absent', { age: null }, { missing: ['age'], outputs: [] }],
    ['required, below the range', { age: 29.999 }, { outOfRange: ['age'], outputs: [] }],
    ['required, at the lower limit', { age: 30 }, { outOfRange: [], outputs: ['cvd', 'hf'] }],
    ['required, at the upper limit', { age: 79 }, { outOfRange: [], outputs: ['cvd', 'hf'] }],
    ['required, above the range', { age: 79.001 }, { outOfRange: ['age'], outputs: [] }],
    ['per output, out of range', { bmi: 40 }, { dropped: ['bmi'], outputs: ['cvd'] }],
    ['per output, absent', { bmi: null }, { missing: [], outputs: ['cvd'] }],
    ['optional, out of range', { hba1c: 16 }, { dropped: ['hba1c'], outputs: ['cvd', 'hf'] }],
    ['optional, absent', { hba1c: null }, { dropped: [], outputs: ['cvd', 'hf'] }],
    ['a number as text', { age: '50' }, { invalid: ['age'], outputs: [] }],
    ['not a number', { age: Number.NaN }, { invalid: ['age'], outputs: [] }],
    ['zero for a boolean', { smoker: 0 }, { invalid: ['smoker'], outputs: [] }],
    ['a category of nobody', { sex: 'unknown' }, { invalid: ['sex'], outputs: [] }],
  ])('%s', (_, change, expected) => {
    expect(judgeInputs(model, { ...good, ...change })).toMatchObject(expected);
  });

  test('a refused value is null in the inputs, never clamped', () => {
    expect(judgeInputs(model, { ...good, bmi: 40 }).inputs['bmi']).toBeNull();
    expect(judgeInputs(model, { ...good, age: 120 }).inputs['age']).toBeNull();
  });
});

test('inputsFromVector reads present features and gives null for the rest', () => {
  const vector: FeatureVector = {
    asOf: '2026-03-20T12:00:00.000Z',
    features: {
      age: { status: 'present', value: 50, unit: 'a', references: [] },
      bmi: { status: 'absent', reason: 'stale', references: [] },
    },
  };
  expect(inputsFromVector(model, vector)).toEqual({ age: 50, bmi: null, hba1c: null, smoker: null, sex: null });
});

test('a category without a list of words takes any text, and nothing else', () => {
  const open: ModelManifest = {
    ...model,
    inputs: [{ name: 'diplotype', unit: '{category}', kind: 'category', presence: 'required' }],
    outputs: [],
  };
  expect(judgeInputs(open, { diplotype: '*1/*2' })).toMatchObject({ inputs: { diplotype: '*1/*2' }, invalid: [] });
  expect(judgeInputs(open, { diplotype: 3 }).invalid).toEqual(['diplotype']);
});
