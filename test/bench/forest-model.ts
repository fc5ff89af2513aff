import { createHash } from 'node:crypto';
import type { ModelManifest } from '@cardwright/cds-service';
import type { ModelFiles } from '@cardwright/scoring';

/** Protobuf wire format, as much as an ONNX file of one forest needs. Field numbers from onnx/onnx.proto. */
type Bytes = readonly Uint8Array[];
const encoder = new TextEncoder();

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.of(...bytes, rest);
}
const integer = (field: number, value: number): Bytes => [varint(field * 8), varint(value)];
function nested(field: number, parts: Bytes): Bytes {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [varint(field * 8 + 2), varint(length), ...parts];
}
const text = (field: number, value: string): Bytes => nested(field, [encoder.encode(value)]);
const packed = (field: number, values: readonly number[]): Bytes => nested(field, values.map(varint));

/** AttributeProto: name 1, type 20; a list of floats 7 (type 6), of integers 8 (type 7), of strings 9 (type 8), one integer 3 (type 2). */
const attribute = (name: string, type: number, content: Bytes): Bytes =>
  nested(5, [...text(1, name), ...content, ...integer(20, type)]);
const floats = (name: string, values: readonly number[]): Bytes =>
  attribute(name, 6, nested(7, [new Uint8Array(new Float32Array(values).buffer)]));
const integers = (name: string, values: readonly number[]): Bytes => attribute(name, 7, packed(8, values));
const strings = (name: string, values: readonly string[]): Bytes =>
  attribute(
    name,
    8,
    values.flatMap((value) => text(9, value)),
  );
const one = (name: string, value: number): Bytes => attribute(name, 2, integer(3, value));

const node = (type: string, inputs: readonly string[], output: string, more: Bytes = [], domain = ''): Bytes =>
  nested(1, [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(4, type),
    ...more,
    ...text(7, domain),
  ]);
const port = (field: number, name: string, width: number): Bytes => {
  const shape = [...nested(1, text(2, 'rows')), ...nested(1, integer(1, width))];
  return nested(field, [...text(1, name), ...nested(2, nested(1, [...integer(1, 11), ...nested(2, shape)]))]);
};

/** A repeatable stream of numbers in [0, 1). */
const stream = (): (() => number) => {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

/** Complete trees: node i has the children 2i + 1 and 2i + 2. */
function forest(trees: number, depth: number, features: number): Bytes {
  const random = stream();
  const split = 2 ** depth - 1;
  const nodes = Array.from({ length: trees * (2 * split + 1) }, (_, i) => ({
    tree: Math.floor(i / (2 * split + 1)),
    id: i % (2 * split + 1),
  }));
  const leaves = nodes.filter(({ id }) => id >= split);
  const isSplit = ({ id }: { readonly id: number }): boolean => id < split;
  return [
    ...one('n_targets', 1),
    ...integers(
      'nodes_treeids',
      nodes.map(({ tree }) => tree),
    ),
    ...integers(
      'nodes_nodeids',
      nodes.map(({ id }) => id),
    ),
    ...integers(
      'nodes_featureids',
      nodes.map((at) => (isSplit(at) ? Math.floor(random() * features) : 0)),
    ),
    ...floats(
      'nodes_values',
      nodes.map((at) => (isSplit(at) ? 2 * random() - 1 : 0)),
    ),
    ...strings(
      'nodes_modes',
      nodes.map((at) => (isSplit(at) ? 'BRANCH_LT' : 'LEAF')),
    ),
    ...integers(
      'nodes_truenodeids',
      nodes.map((at) => (isSplit(at) ? 2 * at.id + 1 : 0)),
    ),
    ...integers(
      'nodes_falsenodeids',
      nodes.map((at) => (isSplit(at) ? 2 * at.id + 2 : 0)),
    ),
    ...integers(
      'nodes_missing_value_tracks_true',
      nodes.map(({ id }) => id % 2),
    ),
    ...integers(
      'target_treeids',
      leaves.map(({ tree }) => tree),
    ),
    ...integers(
      'target_nodeids',
      leaves.map(({ id }) => id),
    ),
    ...integers(
      'target_ids',
      leaves.map(() => 0),
    ),
    ...floats(
      'target_weights',
      leaves.map(() => 0.2 * random() - 0.1),
    ),
  ];
}

/** A boosted forest as trainers export them, in float32, behind the border of a model of ours: a probability and its logit. */
export function forestModel(trees: number, depth: number, features: number): ModelFiles {
  const names = Array.from({ length: features }, (_, i) => `x${i}`);
  const graph = [
    ...node('Cast', ['features'], 'narrow', one('to', 1)),
    ...node('TreeEnsembleRegressor', ['narrow'], 'sum', forest(trees, depth, features), 'ai.onnx.ml'),
    ...node('Cast', ['sum'], 'links', one('to', 11)),
    ...node('Sigmoid', ['links'], 'outputs'),
    ...text(2, 'forest'),
    ...port(11, 'features', features),
    ...port(12, 'outputs', 1),
    ...port(12, 'links', 1),
  ];
  const opset = (domain: string, version: number): Bytes => nested(8, [...text(1, domain), ...integer(2, version)]);
  const parts = [...integer(1, 8), ...nested(7, graph), ...opset('', 17), ...opset('ai.onnx.ml', 3)];
  const onnx = new Uint8Array(Buffer.concat(parts));
  const manifest: ModelManifest = {
    id: 'bench@forest',
    variant: 'forest',
    title: `${trees} trees of depth ${depth}`,
    reference: 'bench',
    citation: 'none',
    sha256: createHash('sha256').update(onnx).digest('hex'),
    evidence: 'single-source',
    use: 'score',
    inputs: names.map((name) => ({ name, unit: '1', kind: 'number', presence: 'optional' })),
    outputs: [
      { name: 'risk', unit: '1', kind: 'probability', inputs: names, column: 0, link: { scale: 'logit', column: 0 } },
    ],
    referencePatient: { description: 'zeros', inputs: Object.fromEntries(names.map((name) => [name, 0])) },
    provenance: 'bench',
  };
  const golden = [{ id: 'g', inputs: {}, expected: {}, tolerance: 0, source: 'bench' }];
  return { manifest, onnx, golden };
}
