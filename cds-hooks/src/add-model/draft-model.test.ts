import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { disableTelemetry, inspectModel, type GraphTensor, type InspectedModel } from '@cardwright/scoring';
import { draftModel } from './draft-model.ts';

function inspected(
  inputs: readonly GraphTensor[],
  outputs: readonly GraphTensor[],
  metadata: Readonly<Record<string, string>> = {},
): InspectedModel {
  const signature = { inputs, outputs };
  const rest = { operators: [], opsets: {}, producer: '', problems: [], verdict: 'accepted' } as const;
  return { report: { signature, metadata, ...rest } };
}

const rows = (name: string, width: number | null, type = 'float32'): GraphTensor => ({
  name,
  type,
  shape: [null, width],
});
const score = rows('variable', 1);
const classes = (...names: readonly string[]): GraphTensor => ({ ...rows('p', names.length), classes: names });
const namesOf = (model: InspectedModel) => draftModel(model).inputs.map(({ name }) => name);

describe('columns are named', () => {
  test.each([
    ['by a JSON list of the metadata', [rows('X', 2)], { feature_names: '["age","sbp"]' }, ['age', 'sbp']],
    ['by names between commas', [rows('X', 2)], { columns: 'age, sbp' }, ['age', 'sbp']],
    ['by the list where the width is free', [rows('X', null)], { feature_names: '["age","sbp"]' }, ['age', 'sbp']],
    ['by their place when the list has another length', [rows('X', 3)], { columns: 'a,b' }, ['X_0', 'X_1', 'X_2']],
    ['by the tensor that has one', [rows('age', 1), rows('sbp', 1)], {}, ['age', 'sbp']],
    ['as features.json allows it', [rows('Age [years]', 1), rows('1st', 1)], {}, ['Age_years_', 'x_1st']],
    ['once each', [rows('X', 2)], { columns: 'a b,a_b' }, ['a_b', 'a_b_2']],
  ] as const)('%s', (_name, inputs, metadata, names) => {
    expect(namesOf(inspected(inputs, [score], metadata))).toEqual(names);
  });

  test('a width that nobody tells, and tensors of more dimensions, cannot be bound', () => {
    expect(draftModel(inspected([rows('X', null)], [score])).problems).toEqual([
      expect.stringContaining('"X" cannot be counted'),
    ]);
    const image: GraphTensor = { name: 'image', type: 'float32', shape: [null, 3, 8] };
    expect(draftModel(inspected([image], [score])).problems).toHaveLength(1);
  });

  test('an input that need not be fed is left alone', () => {
    expect(namesOf(inspected([rows('age', 1), { ...rows('scale', 1), optional: true }], [score]))).toEqual(['age']);
  });
});

test('texts are categories, truth values booleans, numbers wait for their unit', () => {
  const inputs = [rows('unit', 1, 'string'), rows('flag', 1, 'bool'), rows('count', 1, 'int64')];
  expect(draftModel(inspected(inputs, [score])).inputs).toMatchObject([
    { kind: 'category', unit: '{category}', categories: [expect.stringMatching(/^TODO/)] },
    { kind: 'boolean', unit: '{boolean}' },
    { kind: 'number', unit: expect.stringMatching(/^TODO/) },
  ]);
});

describe('outputs', () => {
  const outputsOf = (...outputs: readonly GraphTensor[]) => {
    const { outputs: written, graph, problems } = draftModel(inspected([rows('age', 1)], outputs));
    return { names: written.map(({ name }) => name), read: graph.outputs, links: graph.links, problems };
  };
  test('the positive class by its name, not its place', () => {
    expect(outputsOf(rows('label', 1, 'int64'), classes('Yes', 'No'))).toMatchObject({
      names: ['risk'],
      read: [{ tensor: 'p', class: 'Yes' }],
      links: [{ fromOutput: 0 }],
    });
  });
  test('two classes of which neither says that it is asked for', () => {
    expect(outputsOf(classes('ward', 'home')).read).toEqual([
      { tensor: 'p', class: expect.stringMatching(/^TODO.*ward or home/) },
    ]);
  });
  test('of several classes each', () => {
    expect(outputsOf(classes('0', '1', '2')).names).toEqual(['class_0', 'class_1', 'class_2']);
  });
  test('a number is not called a probability', () => {
    const { outputs } = draftModel(inspected([rows('age', 1)], [score]));
    expect(outputs).toMatchObject([{ unit: expect.stringMatching(/^TODO/), kind: expect.stringMatching(/^TODO/) }]);
    expect(outputs[0]).not.toHaveProperty('link');
  });
  test('a model that gives nothing for a row cannot be bound', () => {
    expect(outputsOf({ name: 'text', type: 'string', shape: [null] }).problems).toHaveLength(1);
  });
});

const samples = fileURLToPath(new URL('../../../../shared/onnx-samples', import.meta.url));
const withSamples = existsSync(samples) ? test : test.skip;

withSamples.each([
  ['sklearn-onnx/treecl2.onnx', ['risk']],
  ['sklearn-onnx/treecl.onnx', ['class_0', 'class_1', 'class_2']],
  ['onnxmltools/test_xgb.onnx', ['score']],
  ['onnxruntime-2019/logreg_iris.onnx', ['class_0', 'class_1', 'class_2']],
] as const)('%s, as trainers export it', async (file, outputs) => {
  disableTelemetry();
  const draft = draftModel(await inspectModel(readFileSync(join(samples, file))));
  expect(draft.problems).toEqual([]);
  expect(draft.inputs.length).toBeGreaterThan(0);
  expect(draft.outputs.map(({ name }) => name)).toEqual(outputs);
});
