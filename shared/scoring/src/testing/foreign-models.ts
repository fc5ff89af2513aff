import { mapType, sequenceType, writeOnnx } from './write-onnx.ts';
import type { ForeignGraph, ForeignNode, ForeignPort } from './write-onnx.ts';

const float = (name: string, shape: readonly (number | null)[]): ForeignPort => ({ name, type: 1, shape });
const text = (name: string, shape: readonly (number | null)[]): ForeignPort => ({ name, type: 8, shape });
const ml = 'ai.onnx.ml';

/** logit = 0.5·a − 0.25·b + 0.1 of class `yes`; of `no` its opposite. */
export const logistic = { a: 0.5, b: -0.25, intercept: 0.1 };

const classifier = (input: string, more: Readonly<Record<string, string>> = {}): ForeignNode => ({
  operator: 'LinearClassifier',
  domain: ml,
  inputs: [input],
  outputs: ['label', 'scores'],
  attributes: {
    coefficients: { floats: [0, 0, logistic.a, logistic.b] },
    intercepts: { floats: [0, logistic.intercept] },
    classlabels_strings: ['no', 'yes'],
    multi_class: 1,
    post_transform: 'SOFTMAX',
    ...more,
  },
});

const label = text('label', [null]);

/** As skl2onnx writes by default: label and a ZipMap. */
export const withZipMap = writeOnnx({
  nodes: [
    classifier('X'),
    {
      operator: 'ZipMap',
      domain: ml,
      inputs: ['scores'],
      outputs: ['probabilities'],
      attributes: { classlabels_strings: ['no', 'yes'] },
    },
  ],
  inputs: [float('X', [null, 2])],
  outputs: [label, { name: 'probabilities', raw: sequenceType(mapType()) }],
});

/** The same with zipmap=False, and raw scores where `transform` is NONE. */
export const withoutZipMap = (transform = 'SOFTMAX', rows: number | null = null): Uint8Array =>
  writeOnnx({
    nodes: [classifier('X', { post_transform: transform })],
    inputs: [float('X', [rows, 2])],
    outputs: [text('label', [rows]), float('scores', [rows, 2])],
  });

/** A classifier that gives its label only. */
export const labelOnly = writeOnnx({
  nodes: [classifier('X')],
  inputs: [float('X', [null, 2])],
  outputs: [label],
});

const oneHot = (zeros: number): ForeignNode => ({
  operator: 'OneHotEncoder',
  domain: ml,
  inputs: ['sex'],
  outputs: ['hot'],
  attributes: { cats_strings: ['female', 'male'], zeros },
});

/**
 * One input for each column, as a skl2onnx pipeline has them: age float32 [?,1], visits int64 [?,1], sex string [?,1].
 * y = age + 10·visits + 100·male (+ 1,000·female).
 */
export const oneInputPerColumn = (zeros = 1): Uint8Array =>
  writeOnnx({
    nodes: [
      oneHot(zeros),
      { operator: 'Reshape', inputs: ['hot', 'flat'], outputs: ['hot2'] },
      { operator: 'Cast', inputs: ['visits'], outputs: ['visitsF'], attributes: { to: 1 } },
      { operator: 'Concat', inputs: ['age', 'visitsF', 'hot2'], outputs: ['all'], attributes: { axis: 1 } },
      { operator: 'MatMul', inputs: ['all', 'w'], outputs: ['y'] },
      { operator: 'Cast', inputs: ['flatF'], outputs: ['flat'], attributes: { to: 7 } },
    ].toSorted((a, b) => Number(b.outputs[0] === 'flat') - Number(a.outputs[0] === 'flat')),
    inputs: [float('age', [null, 1]), { name: 'visits', type: 7, shape: [null, 1] }, text('sex', [null, 1])],
    outputs: [float('y', [null, 1])],
    constants: { w: { dims: [4, 1], values: [1, 10, 1000, 100] }, flatF: { dims: [2], values: [-1, 2] } },
  });

/** Input copied to output, of any element type. */
export const copying = (type: number, shape: readonly (number | null)[] = [null]): Uint8Array =>
  writeOnnx({
    nodes: [{ operator: 'Identity', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', type, shape }],
    outputs: [{ name: 'y', type, shape }],
  });

/** y = x + bias, where bias may also be fed. */
export const overridable = writeOnnx({
  nodes: [{ operator: 'Add', inputs: ['x', 'bias'], outputs: ['y'] }],
  inputs: [float('x', [null, 1]), float('bias', [1])],
  outputs: [float('y', [null, 1])],
  constants: { bias: { dims: [1], values: [5] } },
});

/** Fills as many numbers as it is told: a few bytes that ask for all the memory and time there is. */
export const hostile = writeOnnx({
  nodes: [
    { operator: 'ConstantOfShape', inputs: ['size'], outputs: ['huge'] },
    { operator: 'ReduceSum', inputs: ['huge'], outputs: ['y'], attributes: { keepdims: 0 } },
  ],
  inputs: [{ name: 'size', type: 7, shape: [1] }],
  outputs: [float('y', [])],
});

/** Graphs that are refused, by the code that refuses them. */
export const refused: Readonly<Record<string, ForeignGraph>> = {
  'custom-operator': {
    nodes: [{ operator: 'CustomOp', domain: 'my.company', inputs: ['x'], outputs: ['y'] }],
    inputs: [float('x', [null])],
    outputs: [float('y', [null])],
  },
  'operator-not-allowed': {
    nodes: [{ operator: 'RandomNormalLike', inputs: ['x'], outputs: ['y'] }],
    inputs: [float('x', [null])],
    outputs: [float('y', [null])],
  },
  'external-data': {
    nodes: [{ operator: 'Add', inputs: ['x', 'far'], outputs: ['y'] }],
    inputs: [float('x', [null])],
    outputs: [float('y', [null])],
    external: true,
  },
  bfloat16: {
    nodes: [{ operator: 'Identity', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', type: 16, shape: [null] }],
    outputs: [{ name: 'y', type: 16, shape: [null] }],
  },
  'unsupported-type': {
    nodes: [{ operator: 'Identity', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', type: 14, shape: [null] }],
    outputs: [{ name: 'y', type: 14, shape: [null] }],
  },
  'map-input': {
    nodes: [
      {
        operator: 'DictVectorizer',
        domain: ml,
        inputs: ['x'],
        outputs: ['y'],
        attributes: { int64_vocabulary: [0, 1] },
      },
    ],
    inputs: [{ name: 'x', raw: mapType() }],
    outputs: [float('y', [1, 2])],
  },
  'sequence-input': {
    nodes: [{ operator: 'SequenceLength', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', raw: sequenceType(mapType()) }],
    outputs: [{ name: 'y', type: 7, shape: [] }],
  },
  'non-tensor-output': {
    nodes: [{ operator: 'SequenceConstruct', inputs: ['x'], outputs: ['y'] }],
    inputs: [float('x', [null])],
    outputs: [{ name: 'y', raw: sequenceType(mapType()) }],
  },
  'unsupported-opset': {
    nodes: [{ operator: 'Identity', inputs: ['x'], outputs: ['y'] }],
    inputs: [float('x', [null])],
    outputs: [float('y', [null])],
    opset: 6,
  },
  'runtime-refused': {
    nodes: [{ operator: 'MatMul', inputs: ['x', 'nowhere'], outputs: ['y'] }],
    inputs: [float('x', [null])],
    outputs: [float('y', [null])],
  },
};
