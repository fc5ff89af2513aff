import { eachField, textOf } from './each-field.ts';
import type { OnnxModel, OnnxNode } from './onnx-model.ts';
import { writeField } from './write-field.ts';

/** A file that the runtime can give tensors from, and what was done to it. */
export interface AdaptedOnnx {
  /** The given bytes themselves when nothing had to change. */
  readonly onnx: Uint8Array;
  /** Output name in the file → name of the tensor that now stands for it. */
  readonly zipMaps: Readonly<Record<string, string>>;
}

/** The ZipMaps whose list of maps is an output of the graph and nothing else. */
const zipMapsOf = ({ nodes, outputs }: OnnxModel): readonly OnnxNode[] =>
  nodes.filter(({ operator, domain, inputs, outputs: [map] }) => {
    if (operator !== 'ZipMap' || domain !== 'ai.onnx.ml' || inputs[0] === undefined) return false;
    return outputs.some(({ name }) => name === map) && !nodes.some((node) => map && node.inputs.includes(map));
  });

/** ValueInfoProto of a float tensor without a shape: the runtime infers it. ZipMap's input is float by its specification. */
const floatOutput = (name: string): readonly Uint8Array[] =>
  writeField(12, [
    ...writeField(1, [new TextEncoder().encode(name)]),
    ...writeField(2, writeField(1, [Uint8Array.from([1 * 8, 1])])),
  ]);

/** The first text of a message: the name of a ValueInfoProto (1) or a TensorProto (8), the first output of a NodeProto (2). */
const nameIn = (bytes: Uint8Array, number: number, start: number, end: number): string => {
  let name: string | undefined;
  eachField(bytes, (field) => (name ??= field.number === number ? textOf(bytes, field) : undefined), start, end);
  return name ?? '';
};

const rewriteGraph = (
  graph: Uint8Array,
  zipMaps: Readonly<Record<string, string>>,
  promoted: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): readonly Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  eachField(graph, ({ number, from, start, end }) => {
    if (number === 1 && Object.hasOwn(zipMaps, nameIn(graph, 2, start, end))) return;
    if (number === 5 && promoted.has(nameIn(graph, 8, start, end))) return;
    const tensor = number === 12 ? zipMaps[nameIn(graph, 1, start, end)] : undefined;
    if (tensor === undefined) pieces.push(graph.subarray(from, end));
    else if (!kept.has(tensor)) pieces.push(...floatOutput(tensor));
  });
  return pieces;
};

/**
 * Removes every ZipMap at the border of the graph (the runtime cannot give its list of maps to JavaScript): its input
 * becomes the output. `promote` names overridable initializers that are to be fed: they become plain inputs, because the
 * runtime ignores a fed initializer without a word. Everything else is copied byte for byte.
 */
export const adaptOnnx = (bytes: Uint8Array, model: OnnxModel, promote: readonly string[] = []): AdaptedOnnx => {
  const zipMaps: Record<string, string> = {};
  for (const { inputs, outputs } of zipMapsOf(model)) zipMaps[outputs[0] ?? ''] = inputs[0] ?? '';
  if (Object.keys(zipMaps).length === 0 && promote.length === 0) return { onnx: bytes, zipMaps };
  const kept = new Set(model.outputs.map(({ name }) => name));
  const pieces: Uint8Array[] = [];
  eachField(bytes, ({ number, from, start, end }) => {
    if (number !== 7) pieces.push(bytes.subarray(from, end));
    else pieces.push(...writeField(7, rewriteGraph(bytes.subarray(start, end), zipMaps, new Set(promote), kept)));
  });
  return { onnx: new Uint8Array(Buffer.concat(pieces)), zipMaps };
};
