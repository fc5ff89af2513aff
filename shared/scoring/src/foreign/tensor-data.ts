/** The numbers or texts of a tensor. `float16` travels as float32, `bool` as bytes 0 and 1. */
export type TensorArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | string[];

const arrays = {
  float32: (length: number): TensorArray => new Float32Array(length),
  float16: (length: number): TensorArray => new Float32Array(length),
  float64: (length: number): TensorArray => new Float64Array(length),
  int8: (length: number): TensorArray => new Int8Array(length),
  uint8: (length: number): TensorArray => new Uint8Array(length),
  bool: (length: number): TensorArray => new Uint8Array(length),
  int16: (length: number): TensorArray => new Int16Array(length),
  uint16: (length: number): TensorArray => new Uint16Array(length),
  int32: (length: number): TensorArray => new Int32Array(length),
  uint32: (length: number): TensorArray => new Uint32Array(length),
  int64: (length: number): TensorArray => new BigInt64Array(length),
  uint64: (length: number): TensorArray => new BigUint64Array(length),
  string: (length: number): TensorArray => new Array<string>(length).fill(''),
};

/** An element type that can be fed and read. */
export type TensorElement = keyof typeof arrays;

/** Whether a type of an ONNX file is one that can be fed and read. */
export const isTensorElement = (element: string): element is TensorElement => Object.hasOwn(arrays, element);

/** A tensor as it travels to and from the runtime, row-major. */
export interface TensorData {
  readonly element: TensorElement;
  readonly dims: readonly number[];
  readonly data: TensorArray;
}

/** A tensor of zeros (empty texts) of this type and shape. */
export const emptyTensor = (element: TensorElement, dims: readonly number[]): TensorData => ({
  element,
  dims,
  data: arrays[element](dims.reduce((product, size) => product * size, 1)),
});
