import { writeField } from '../onnx/write-field.ts';

type Pieces = readonly Uint8Array[];
type Attribute = number | string | readonly number[] | readonly string[] | { readonly floats: readonly number[] };

/** A tensor at the border: its element type by number (TensorProto.DataType) and its shape; null is a free dimension. */
export interface ForeignPort {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly (number | null)[];
}

export interface ForeignNode {
  readonly operator: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** A number is an int, a list of numbers ints; `floats` says otherwise. */
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export interface ForeignGraph {
  readonly nodes: readonly ForeignNode[];
  readonly inputs: readonly (ForeignPort | { readonly name: string; readonly raw: Pieces })[];
  readonly outputs: readonly (ForeignPort | { readonly name: string; readonly raw: Pieces })[];
  /** float32 constants by name: dims and values. */
  readonly constants?: Readonly<
    Record<string, { readonly dims: readonly number[]; readonly values: readonly number[] }>
  >;
  readonly external?: boolean;
  readonly opset?: number;
}

const text = (number: number, value: string): Pieces => writeField(number, [new TextEncoder().encode(value)]);

const varint = (value: number): readonly number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

const integer = (number: number, value: number): Pieces => [Uint8Array.from([...varint(number * 8), ...varint(value)])];

const float32 = (values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

/** AttributeProto: name 1, i 3, s 4, floats 7, ints 8, strings 9, type 20. */
const attribute = ([name, value]: readonly [string, Attribute]): Pieces => {
  const body = (type: number, content: Pieces): Pieces =>
    writeField(5, [...text(1, name), ...content, ...integer(20, type)]);
  if (typeof value === 'number') return body(2, integer(3, value));
  if (typeof value === 'string') return body(3, text(4, value));
  if ('floats' in value) return body(6, writeField(7, [float32(value.floats)]));
  const ints = value.filter((part) => typeof part === 'number');
  if (ints.length > 0) return body(7, writeField(8, [Uint8Array.from(ints.flatMap(varint))]));
  return body(
    8,
    value.flatMap((part) => text(9, String(part))),
  );
};

const node = ({ operator, domain = '', inputs, outputs, attributes = {} }: ForeignNode): Pieces =>
  writeField(1, [
    ...inputs.flatMap((name) => text(1, name)),
    ...outputs.flatMap((name) => text(2, name)),
    ...text(4, operator),
    ...Object.entries(attributes).flatMap(attribute),
    ...text(7, domain),
  ]);

/** TypeProto of a tensor. */
export const tensorType = (type: number, shape: readonly (number | null)[]): Pieces => {
  const dims = shape.flatMap((size) => writeField(1, size === null ? [] : integer(1, size)));
  return writeField(1, [...integer(1, type), ...writeField(2, dims)]);
};

/** TypeProto of a map from int64 to a float tensor. */
export const mapType = (): Pieces => writeField(5, [...integer(1, 7), ...writeField(2, tensorType(1, []))]);

/** TypeProto of a sequence. */
export const sequenceType = (element: Pieces): Pieces => writeField(4, writeField(1, element));

const port = (number: number, value: ForeignGraph['inputs'][number]): Pieces =>
  writeField(number, [
    ...text(1, value.name),
    ...writeField(2, 'raw' in value ? value.raw : tensorType(value.type, value.shape)),
  ]);

const constant = (name: string, dims: readonly number[], values: readonly number[]): Pieces =>
  writeField(5, [
    ...dims.flatMap((size) => integer(1, size)),
    ...integer(2, 1),
    ...text(8, name),
    ...writeField(9, [float32(values)]),
  ]);

/** A TensorProto whose data lies in another file: data_location 14 is EXTERNAL, external_data 13 says where. */
const external = (): Pieces =>
  writeField(5, [
    ...integer(1, 1),
    ...integer(2, 1),
    ...text(8, 'far'),
    ...writeField(13, [...text(1, 'location'), ...text(2, 'weights.bin')]),
    ...integer(14, 1),
  ]);

/** Test support: the bytes of an ONNX file as a foreign exporter would write it. Field numbers from onnx/onnx.proto. */
export const writeOnnx = (graph: ForeignGraph): Uint8Array => {
  const body = [
    ...graph.nodes.flatMap(node),
    ...text(2, 'foreign'),
    ...Object.entries(graph.constants ?? {}).flatMap(([name, { dims, values }]) => constant(name, dims, values)),
    ...(graph.external === true ? external() : []),
    ...graph.inputs.flatMap((value) => port(11, value)),
    ...graph.outputs.flatMap((value) => port(12, value)),
  ];
  const opset = (domain: string, version: number): Pieces =>
    writeField(8, [...text(1, domain), ...integer(2, version)]);
  const pieces = [
    ...integer(1, 8),
    ...text(2, 'test-exporter'),
    ...text(3, '1.0'),
    ...writeField(7, body),
    ...opset('', graph.opset ?? 17),
    ...opset('ai.onnx.ml', 3),
    ...writeField(14, [...text(1, 'trained_on'), ...text(2, 'nobody')]),
  ];
  return new Uint8Array(Buffer.concat(pieces));
};
