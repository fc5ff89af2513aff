/** Names of TensorProto.DataType by number (onnx/onnx.proto); the names are those that onnxruntime-node uses. */
const names: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  14: 'complex64',
  15: 'complex128',
  16: 'bfloat16',
};

/** The name of an element type, `type 17` where it has none here. */
export const elementTypeName = (type: number): string => names[type] ?? `type ${type}`;
