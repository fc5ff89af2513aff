import type { AdaptedOnnx } from '../onnx/adapt-onnx.ts';
import type { OnnxModel, OnnxValue } from '../onnx/onnx-model.ts';
import { classNames } from './class-names.ts';
import { optionalInputs, requiredInputs } from './optional-inputs.ts';

/** One tensor at the border of a foreign graph. */
export interface GraphTensor {
  readonly name: string;
  /** `float32`, `int64`, `string`, `bool` …; in a refused file also `bfloat16` or `map(int64, float32)`. */
  readonly type: string;
  /** A number, the name of a free dimension, or null for a free one without a name; null altogether when the file says nothing. */
  readonly shape: readonly (number | string | null)[] | null;
  /** An input that need not be fed. */
  readonly optional?: true;
  /** For an output with a column for each class: their names, in order. */
  readonly classes?: readonly string[];
}

export interface GraphSignature {
  readonly inputs: readonly GraphTensor[];
  readonly outputs: readonly GraphTensor[];
}

const tensorOf = ({ name, type }: OnnxValue): GraphTensor =>
  type.kind === 'tensor'
    ? { name, type: type.element, shape: type.shape ?? null }
    : { name, type: type.words, shape: null };

/** The border of a graph as it can be fed and read; a removed ZipMap's input is the output, float32, a column for each class. */
export const describeSignature = (model: OnnxModel, { zipMaps }: AdaptedOnnx): GraphSignature => {
  const classes = classNames(model);
  const optional = optionalInputs(model).map((value): GraphTensor => ({ ...tensorOf(value), optional: true }));
  const outputs = model.outputs.map((value): GraphTensor => {
    const name = zipMaps[value.name];
    const columns = classes[name ?? value.name];
    const tensor =
      name === undefined ? tensorOf(value) : { name, type: 'float32', shape: [null, columns?.length ?? null] };
    return columns ? { ...tensor, classes: columns } : tensor;
  });
  return { inputs: [...requiredInputs(model).map(tensorOf), ...optional], outputs };
};
