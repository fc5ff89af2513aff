/** A tensor at the border of a raw graph; `rows` undefined is a free number of rows. */
export interface RawPort {
  readonly name: string;
  /** TensorProto.DataType: 1 float32, 11 float64. */
  readonly type: number;
  readonly rows?: number;
  readonly width: number;
}

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const integer = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, content: readonly number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(content.length),
  ...content,
];
const text = (field: number, value: string): number[] => bytes(field, [...Buffer.from(value)]);

const port = (field: number, { name, type, rows, width }: RawPort): number[] => {
  const dimensions = [rows === undefined ? text(2, 'rows') : integer(1, rows), integer(1, width)];
  const shape = dimensions.flatMap((dimension) => bytes(1, dimension));
  const tensor = [...integer(1, type), ...bytes(2, shape)];
  return bytes(field, [...text(1, name), ...bytes(2, bytes(1, tensor))]);
};

/**
 * Test support: ONNX bytes that the graph builder refuses to write. Output i is a copy of input i (or of the first).
 * Field numbers from onnx/onnx.proto.
 */
export const rawOnnx = (inputs: readonly RawPort[], outputs: readonly RawPort[]): { toBytes(): Uint8Array } => {
  const nodes = outputs.flatMap(({ name }, i) => {
    const from = inputs[i]?.name ?? inputs[0]?.name ?? '';
    return bytes(1, [...text(1, from), ...text(2, name), ...text(4, 'Identity')]);
  });
  const ports = [...inputs.flatMap((input) => port(11, input)), ...outputs.flatMap((output) => port(12, output))];
  const graph = [...nodes, ...text(2, 'raw'), ...ports];
  const model = [...integer(1, 8), ...bytes(7, graph), ...bytes(8, integer(2, 17))];
  return { toBytes: () => new Uint8Array(model) };
};
