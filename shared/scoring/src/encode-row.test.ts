import { describe, expect, test } from '@jest/globals';
import { compileSignature } from './compile-signature.ts';
import { encodeRow } from './encode-row.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

const { manifest } = filesOf(
  { toBytes: () => new Uint8Array() },
  {
    inputs: [
      numberInput('age'),
      numberInput('smoker', { kind: 'boolean' }),
      numberInput('sex', { kind: 'category', categories: ['female', 'male'] }),
    ],
    outputs: [scoreOutput('risk', ['age'])],
  },
);
const signature = compileSignature(manifest);
const encode = (inputs: Parameters<typeof encodeRow>[1]): number[] => [...encodeRow(signature, inputs)];

test('a number as is, a boolean as 0 or 1, a category as its index', () => {
  expect(encode({ age: 61.5, smoker: true, sex: 'male' })).toEqual([61.5, 1, 1]);
  expect(encode({ age: -0, smoker: false, sex: 'female' })).toEqual([-0, 0, 0]);
});

test('null and absent names are NaN, never 0', () => {
  expect(encode({ age: null, smoker: null, sex: null })).toEqual([NaN, NaN, NaN]);
  expect(encode({})).toEqual([NaN, NaN, NaN]);
});

describe('refused as bad-input, naming the input and not its value', () => {
  test.each([
    ['age', '61'],
    ['age', true],
    ['age', NaN],
    ['age', Infinity],
    ['smoker', 1],
    ['smoker', 'yes'],
    ['sex', 'other'],
    ['sex', 0],
    ['sbp', 120],
  ])('%s = %p', (name, value) => {
    const refusal = expect.objectContaining({ code: 'bad-input', details: { inputs: [name] } });
    expect(() => encode({ [name]: value })).toThrow(refusal);
  });
});
