import { eachField, textOf } from './each-field.ts';
import type { WireField } from './each-field.ts';
import { elementTypeName } from './element-types.ts';
import type { OnnxAttribute, OnnxInitializer, OnnxModel, OnnxNode, OnnxType, OnnxValue } from './onnx-model.ts';
import { readFloats, readInts } from './read-numbers.ts';

type Range = Pick<WireField, 'start' | 'end'>;
type Visit = Parameters<typeof eachField>[1];

/** Most levels of subgraphs and of nested types; exporters use two. */
const maxDepth = 8;

/** What is gathered from every corner of the file while it is read. */
interface Reading {
  readonly bytes: Uint8Array;
  readonly operators: Set<string>;
  externalData: boolean;
  depth: number;
}

const each = ({ bytes }: Reading, { start, end }: Range, visit: Visit): void => eachField(bytes, visit, start, end);

const deeper = (reading: Reading, work: () => void): void => {
  if (reading.depth >= maxDepth) throw new RangeError(`nested deeper than ${maxDepth} levels`);
  reading.depth += 1;
  work();
  reading.depth -= 1;
};

/** `ai.onnx.ml` + `Scaler` is `ai.onnx.ml.Scaler`; the default domain has no name. */
export const operatorName = (domain: string, operator: string): string =>
  domain === '' || domain === 'ai.onnx' ? operator : `${domain}.${operator}`;

/** TensorProto: dims 1, data_type 2, name 8, external_data 13, data_location 14. */
const readInitializer = (reading: Reading, range: Range): OnnxInitializer => {
  const dims: number[] = [];
  let name = '';
  let element = '';
  each(reading, range, (field) => {
    if (field.number === 1) dims.push(...readInts(reading.bytes, field));
    else if (field.number === 2) element = elementTypeName(field.value);
    else if (field.number === 8) name = textOf(reading.bytes, field);
    else if (field.number === 13 || (field.number === 14 && field.value !== 0)) reading.externalData = true;
  });
  return { name, element, dims, raw: reading.bytes.subarray(range.start, range.end) };
};

/** AttributeProto: name 1, i 3, s 4, t 5, g 6, floats 7, ints 8, strings 9, tensors 10, graphs 11, sparse_tensor 22, sparse_tensors 23. */
const readAttribute = (reading: Reading, range: Range): OnnxAttribute => {
  const attribute: { name: string; int?: number; text?: string } = { name: '' };
  const ints: number[] = [];
  const floats: number[] = [];
  const texts: string[] = [];
  const { bytes } = reading;
  each(reading, range, (field) => {
    if (field.number === 1) attribute.name = textOf(bytes, field);
    else if (field.number === 3) attribute.int = field.value;
    else if (field.number === 4) attribute.text = textOf(bytes, field);
    else if (field.number === 5 || field.number === 10) readInitializer(reading, field);
    else if (field.number === 6 || field.number === 11) {
      deeper(reading, () => readGraph(reading, field));
    } else if (field.number === 7) readFloats(bytes, field, floats);
    else if (field.number === 8) readInts(bytes, field, ints);
    else if (field.number === 9) texts.push(textOf(bytes, field));
    else if (field.number === 22 || field.number === 23) readSparse(reading, field);
  });
  return { ...attribute, ints, floats, texts };
};

/** SparseTensorProto: values 1, indices 2, both TensorProto. */
const readSparse = (reading: Reading, range: Range): void =>
  each(reading, range, (field) => {
    if (field.number === 1 || field.number === 2) readInitializer(reading, field);
  });

/** NodeProto: input 1, output 2, op_type 4, attribute 5, domain 7. */
const readNode = (reading: Reading, range: Range): OnnxNode => {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: OnnxAttribute[] = [];
  let operator = '';
  let domain = '';
  each(reading, range, (field) => {
    if (field.number === 1) inputs.push(textOf(reading.bytes, field));
    else if (field.number === 2) outputs.push(textOf(reading.bytes, field));
    else if (field.number === 4) operator = textOf(reading.bytes, field);
    else if (field.number === 5) attributes.push(readAttribute(reading, field));
    else if (field.number === 7) domain = textOf(reading.bytes, field);
  });
  reading.operators.add(operatorName(domain, operator));
  return { domain, operator, inputs, outputs, attributes };
};

/** TensorShapeProto.dim 1: dim_value 1, dim_param 2. */
const readShape = (reading: Reading, range: Range): readonly (number | string | null)[] => {
  const shape: (number | string | null)[] = [];
  each(reading, range, (dimension) => {
    let size: number | string | null = null;
    each(reading, dimension, (field) => {
      if (field.number === 1) size = field.value;
      else if (field.number === 2) size = textOf(reading.bytes, field) || null;
    });
    shape.push(size);
  });
  return shape;
};

/** TypeProto.Tensor: elem_type 1, shape 2. */
const readTensorType = (reading: Reading, range: Range): OnnxType => {
  let element = elementTypeName(0);
  let shape: readonly (number | string | null)[] | undefined;
  each(reading, range, (field) => {
    if (field.number === 1) element = elementTypeName(field.value);
    else if (field.number === 2) shape = readShape(reading, field);
  });
  return { kind: 'tensor', element, ...(shape && { shape }) };
};

/** A type in words: `float32`, `map(int64, float32)`, `sequence(map(int64, float32))`. */
const inWords = (type: OnnxType): string => (type.kind === 'tensor' ? type.element : type.words);

/** TypeProto: tensor_type 1, sequence_type 4 (elem_type 1), map_type 5 (key_type 1, value_type 2). */
const readType = (reading: Reading, range: Range): OnnxType => {
  let type: OnnxType = { kind: 'other', words: 'no type' };
  each(reading, range, (field) => {
    if (field.number === 1) type = readTensorType(reading, field);
    else if (field.number === 4) deeper(reading, () => (type = readSequence(reading, field)));
    else if (field.number === 5) deeper(reading, () => (type = readMap(reading, field)));
    else if (field.wire === 2 && field.number !== 6) type = { kind: 'other', words: `type field ${field.number}` };
  });
  return type;
};

const readSequence = (reading: Reading, range: Range): OnnxType => {
  let element = '?';
  each(reading, range, (field) => {
    if (field.number === 1) element = inWords(readType(reading, field));
  });
  return { kind: 'sequence', words: `sequence(${element})` };
};

const readMap = (reading: Reading, range: Range): OnnxType => {
  let key = '?';
  let value = '?';
  each(reading, range, (field) => {
    if (field.number === 1) key = elementTypeName(field.value);
    else if (field.number === 2) value = inWords(readType(reading, field));
  });
  return { kind: 'map', words: `map(${key}, ${value})` };
};

/** ValueInfoProto: name 1, type 2. */
const readValue = (reading: Reading, range: Range): OnnxValue => {
  let name = '';
  let type: OnnxType = { kind: 'other', words: 'no type' };
  each(reading, range, (field) => {
    if (field.number === 1) name = textOf(reading.bytes, field);
    else if (field.number === 2) type = readType(reading, field);
  });
  return { name, type };
};

interface Graph {
  readonly nodes: OnnxNode[];
  readonly initializers: OnnxInitializer[];
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
}

/** GraphProto: node 1, initializer 5, input 11, output 12, sparse_initializer 15. */
const readGraph = (reading: Reading, range: Range): Graph => {
  const graph: Graph = { nodes: [], initializers: [], inputs: [], outputs: [] };
  each(reading, range, (field) => {
    if (field.number === 1) graph.nodes.push(readNode(reading, field));
    else if (field.number === 5) graph.initializers.push(readInitializer(reading, field));
    else if (field.number === 11) graph.inputs.push(readValue(reading, field));
    else if (field.number === 12) graph.outputs.push(readValue(reading, field));
    else if (field.number === 15) readSparse(reading, field);
  });
  return graph;
};

/** Two texts of a message by field number: OperatorSetIdProto (domain 1) and StringStringEntryProto (key 1, value 2). */
const readPair = (reading: Reading, range: Range): { first: string; second: string; version: number } => {
  const pair = { first: '', second: '', version: 0 };
  each(reading, range, (field) => {
    if (field.number === 1) pair.first = textOf(reading.bytes, field);
    else if (field.number === 2 && field.wire === 0) pair.version = field.value;
    else if (field.number === 2) pair.second = textOf(reading.bytes, field);
  });
  return pair;
};

/** FunctionProto: name 1, node 7, domain 10. */
const readFunction = (reading: Reading, range: Range): string => {
  let name = '';
  let domain = '';
  each(reading, range, (field) => {
    if (field.number === 1) name = textOf(reading.bytes, field);
    else if (field.number === 7) readNode(reading, field);
    else if (field.number === 10) domain = textOf(reading.bytes, field);
  });
  return operatorName(domain, name);
};

/**
 * Reads an ONNX file (ModelProto: ir_version 1, producer_name 2, producer_version 3, graph 7, opset_import 8,
 * metadata_props 14, training_info 20, functions 25; field numbers from onnx/onnx.proto).
 * Error: RangeError when the bytes are no ONNX model.
 */
export const parseOnnx = (bytes: Uint8Array): OnnxModel => {
  const reading: Reading = { bytes, operators: new Set(), externalData: false, depth: 0 };
  const opsets: Record<string, number> = {};
  const metadata: Record<string, string> = {};
  const functions: string[] = [];
  const producer = { name: '', version: '' };
  let irVersion = 0;
  let graph: Graph | undefined;
  eachField(bytes, (field) => {
    if (field.number === 1) irVersion = field.value;
    else if (field.number === 2) producer.name = textOf(bytes, field);
    else if (field.number === 3) producer.version = textOf(bytes, field);
    else if (field.number === 7) graph = readGraph(reading, field);
    else if (field.number === 8) {
      const { first, version } = readPair(reading, field);
      opsets[first || 'ai.onnx'] = version;
    } else if (field.number === 14) {
      const { first, second } = readPair(reading, field);
      metadata[first] = second;
    } else if (field.number === 25) functions.push(readFunction(reading, field));
  });
  if (graph === undefined) throw new RangeError('a message without a graph');
  return {
    irVersion,
    producer: [producer.name, producer.version].filter((part) => part !== '').join(' '),
    opsets,
    metadata,
    ...graph,
    operators: [...reading.operators].sort(),
    functions,
    externalData: reading.externalData,
  };
};
