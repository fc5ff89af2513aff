import { describe, expect, test } from '@jest/globals';
import {
  copying,
  hostile,
  labelOnly,
  oneInputPerColumn,
  overridable,
  refused,
  withZipMap,
  withoutZipMap,
} from '../testing/foreign-models.ts';
import { writeOnnx } from '../testing/write-onnx.ts';
import { inspectModel } from './inspect-model.ts';

const report = async (bytes: Uint8Array) => (await inspectModel(bytes)).report;
const codes = async (bytes: Uint8Array) => (await report(bytes)).problems.map(({ code }) => code);

test('a ZipMap is removed: its input is the output, with the classes as its columns', async () => {
  expect(await report(withZipMap)).toEqual({
    signature: {
      inputs: [{ name: 'X', type: 'float32', shape: [null, 2] }],
      outputs: [
        { name: 'label', type: 'string', shape: [null] },
        { name: 'scores', type: 'float32', shape: [null, 2], classes: ['no', 'yes'] },
      ],
    },
    operators: ['ai.onnx.ml.LinearClassifier', 'ai.onnx.ml.ZipMap'],
    opsets: { 'ai.onnx': 17, 'ai.onnx.ml': 3 },
    producer: 'test-exporter 1.0',
    metadata: { trained_on: 'nobody' },
    problems: [
      { code: 'zipmap-removed', message: expect.stringContaining('"scores"') },
      { code: 'string-classes', message: 'The classes are texts.' },
    ],
    verdict: 'accepted-with-changes',
  });
});

test.each(Object.entries(refused))('%s is refused, and the report is whole all the same', async (code, graph) => {
  const found = await report(writeOnnx(graph));
  expect(found.verdict).toBe('refused');
  expect(found.problems.map((problem) => problem.code)).toContain(code);
  expect(found.signature.inputs).toHaveLength(1);
});

test.each([
  ['random bytes', Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 251)],
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('{"not":"onnx"}')],
  ['half a model', withZipMap.slice(0, withZipMap.length - 40)],
])('%s is not ONNX', async (_what, bytes) => {
  expect(await report(bytes)).toMatchObject({ verdict: 'refused', problems: [{ code: 'not-onnx' }] });
});

test('every cut of a model is judged, never thrown at', async () => {
  for (let end = 0; end < withZipMap.length; end += 7) {
    const { verdict } = await report(withZipMap.slice(0, end));
    expect(verdict).toBe('refused');
  }
}, 60_000);

describe('what is noted and does not refuse', () => {
  test.each([
    ['raw-scores', withoutZipMap('NONE')],
    ['fixed-batch', withoutZipMap('SOFTMAX', 1)],
    ['label-only', labelOnly],
    ['overridable-initializer', overridable],
    ['unseen-category', oneInputPerColumn(1)],
  ])('%s', async (code, bytes) => {
    expect(await report(bytes)).toMatchObject({ verdict: 'accepted' });
    expect(await codes(bytes)).toContain(code);
  });

  test('probabilities are not called raw scores, and an encoder that refuses unknown categories is not reproached', async () => {
    expect(await codes(withoutZipMap())).toEqual(['string-classes']);
    expect(await codes(oneInputPerColumn(0))).toEqual([]);
  });
});

test.each([
  [1, 'float32'],
  [2, 'uint8'],
  [3, 'int8'],
  [4, 'uint16'],
  [5, 'int16'],
  [6, 'int32'],
  [7, 'int64'],
  [8, 'string'],
  [9, 'bool'],
  [10, 'float16'],
  [11, 'float64'],
  [12, 'uint32'],
  [13, 'uint64'],
])('element type %i is %s and accepted', async (type, name) => {
  const { verdict, signature } = await report(copying(type));
  expect({ verdict, inputs: signature.inputs }).toEqual({
    verdict: 'accepted',
    inputs: [{ name: 'x', type: name, shape: [null] }],
  });
});

test('an overridable initializer is an optional input', async () => {
  const { signature } = await report(overridable);
  expect(signature.inputs).toEqual([
    { name: 'x', type: 'float32', shape: [null, 1] },
    { name: 'bias', type: 'float32', shape: [1], optional: true },
  ]);
});

test('a hostile model is accepted while nothing asks it for much', async () => {
  expect(await report(hostile)).toMatchObject({ verdict: 'accepted' });
});
