import type { OnnxModel, OnnxNode } from '../onnx/onnx-model.ts';

/** The classes that a classifier or a ZipMap names, as texts; undefined where it names none. */
const labelsOf = ({ attributes }: OnnxNode): readonly string[] | undefined => {
  for (const { name, texts, ints } of attributes) {
    if (!name.startsWith('classlabels_')) continue;
    if (texts.length > 0) return texts;
    if (ints.length > 0) return ints.map(String);
  }
  return undefined;
};

/** Operators that keep one column for each class. */
const passing: ReadonlySet<string> = new Set(['Cast', 'Identity', 'Normalizer', 'Reshape', 'Softmax', 'Sigmoid']);

const scoresOf = (nodes: readonly OnnxNode[], tensor: string, depth: number): readonly string[] | undefined => {
  const maker = nodes.find(({ outputs }) => outputs.includes(tensor));
  if (maker === undefined || depth === 0) return undefined;
  // Output 0 of a classifier is the label; the scores are output 1.
  if (maker.operator.endsWith('Classifier')) return maker.outputs[1] === tensor ? labelsOf(maker) : undefined;
  const [from] = maker.inputs;
  return passing.has(maker.operator) && from !== undefined ? scoresOf(nodes, from, depth - 1) : undefined;
};

/**
 * The names of the classes by tensor that holds a column for each: from the ZipMap that read the tensor, else from the
 * classifier it comes from. `1` for an int64 label 1. Tensors without named classes are not there.
 */
export const classNames = ({ nodes, outputs }: OnnxModel): Readonly<Record<string, readonly string[]>> => {
  const classes: Record<string, readonly string[]> = {};
  for (const { name } of outputs) {
    const found = scoresOf(nodes, name, 6);
    if (found) classes[name] = found;
  }
  for (const node of nodes) {
    const [tensor] = node.inputs;
    const labels = node.operator === 'ZipMap' ? labelsOf(node) : undefined;
    if (labels && tensor !== undefined) classes[tensor] = labels;
  }
  return classes;
};
