import { attributeType, elementType, modelProto } from './onnx-schema.ts';

/** One operator of a graph; attributes are integers (no operator we write needs another kind). */
export interface Operation {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number>>;
}

/** A constant tensor stored in the model. */
export interface Initializer {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float64Array | BigInt64Array;
}

/** A float64 matrix [rows, columns] at the border of the graph. */
export interface Port {
  readonly name: string;
  readonly columns: number;
}

export interface GraphSpec {
  readonly name: string;
  readonly operations: readonly Operation[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** IR version 8 and opset 17 belong together (ONNX 1.12/1.13); every operator we use has a float64 kernel there. */
const irVersion = 8;
const opsetVersion = 17;

const encodePort = ({ name, columns }: Port): object => ({
  name,
  type: { tensorType: { elemType: elementType.double, shape: { dim: [{ dimParam: 'rows' }, { dimValue: columns }] } } },
});

/** ONNX wants little-endian raw data whatever the machine is. */
const littleEndian = (data: Float64Array | BigInt64Array): Uint8Array => {
  const bytes = new Uint8Array(data.length * 8);
  const view = new DataView(bytes.buffer);
  data.forEach((value: number | bigint, index: number) => {
    if (typeof value === 'bigint') view.setBigInt64(index * 8, value, true);
    else view.setFloat64(index * 8, value, true);
  });
  return bytes;
};

const encodeInitializer = ({ name, dims, data }: Initializer): object => ({
  name,
  dims,
  dataType: data instanceof Float64Array ? elementType.double : elementType.int64,
  rawData: littleEndian(data),
});

const encodeOperation = ({ type, inputs, outputs, attributes = {} }: Operation): object => ({
  input: inputs,
  output: outputs,
  name: `${type}_${outputs[0] ?? ''}`,
  opType: type,
  attribute: Object.entries(attributes).map(([name, i]) => ({ name, i, type: attributeType.int })),
});

/** ONNX bytes of a graph. The same specification gives the same bytes: no time stamp, no version of ours inside. */
export const encodeModel = (graph: GraphSpec): Uint8Array => {
  const message = modelProto.fromObject({
    irVersion,
    producerName: 'cardwright',
    opsetImport: [{ domain: '', version: opsetVersion }],
    graph: {
      name: graph.name,
      node: graph.operations.map(encodeOperation),
      initializer: graph.initializers.map(encodeInitializer),
      input: graph.inputs.map(encodePort),
      output: graph.outputs.map(encodePort),
    },
  });
  return new Uint8Array(modelProto.encode(message).finish());
};
