import { describe, expect, test } from '@jest/globals';
import type { ModelManifest } from '@cardwright/cds-service';
import { compileSignature } from './compile-signature.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

const compile = (manifest: Partial<ModelManifest>) => {
  const inputs = [numberInput('a'), numberInput('b'), numberInput('c', { presence: 'optional' })];
  const outputs = [scoreOutput('out', ['c', 'a'])];
  return compileSignature(filesOf({ toBytes: () => new Uint8Array() }, { inputs, outputs, ...manifest }).manifest);
};
const reference = (inputs: Record<string, number | string | null>, own: readonly string[] = []) => ({
  referencePatient: { description: '', inputs, own },
});

test('indexes the inputs of each output, optional ones apart', () => {
  const [output] = compile({}).outputs;
  expect(output?.columns).toEqual([0, 2]);
  expect(output?.needed).toEqual([0]);
});

test('the reference row: own values and absent optional inputs are open', () => {
  const compiled = compile(reference({ a: 1 }, ['b']));
  expect([...(compiled.reference ?? [])]).toEqual([1, NaN, NaN]);
  expect(compiled.own).toEqual([false, true, false]);
});

test('without a reference patient there is none', () => {
  expect(compile({}).reference).toBeUndefined();
});

describe('a manifest that contradicts itself is refused', () => {
  test.each<[string, Partial<ModelManifest>]>([
    ['no inputs', { inputs: [], outputs: [scoreOutput('out', [])] }],
    ['no outputs', { outputs: [] }],
    ['twice the same input', { inputs: [numberInput('a'), numberInput('a')], outputs: [scoreOutput('out', ['a'])] }],
    ['twice the same output', { outputs: [scoreOutput('out', ['a']), scoreOutput('out', ['a'], { column: 1 })] }],
    ['two outputs in one column', { outputs: [scoreOutput('x', ['a']), scoreOutput('y', ['a'])] }],
    ['an output of an unknown input', { outputs: [scoreOutput('out', ['z'])] }],
    ['a category input without categories', { inputs: [numberInput('a', { kind: 'category' }), numberInput('c')] }],
    [
      'twice the same category',
      { inputs: [numberInput('a', { kind: 'category', categories: ['x', 'x'] }), numberInput('c')] },
    ],
    ['a category output without categories', { outputs: [scoreOutput('out', ['a'], { kind: 'category' })] }],
    ['a reference patient with unknown inputs', reference({ a: 1, z: 2 })],
    ['a reference patient with unknown own inputs', reference({ a: 1 }, ['z'])],
    ['a reference patient without a needed input', reference({ b: 1 })],
    ['a reference patient with an absent needed input', reference({ a: null, b: 1 })],
    ['a reference patient with a wrong kind', reference({ a: 'high', b: 1 })],
  ])('%s', (_name, manifest) => {
    expect(() => compile(manifest)).toThrow(expect.objectContaining({ code: 'model-invalid' }));
  });
});
