import { CardwrightError } from '@cardwright/cds-service';
import type { GraphBinding, GraphLink, GraphOutput, ModelManifest, SignatureOutput } from '@cardwright/cds-service';
import type { AdaptedOnnx } from '../onnx/adapt-onnx.ts';
import type { GraphResults } from '../open-session.ts';
import type { GraphSignature, GraphTensor } from './describe-signature.ts';
import { linkOf } from './link-of.ts';
import type { Feeds } from './open-tensor-session.ts';
import { probabilityRounding } from './raw-scores.ts';
import type { TensorData } from './tensor-data.ts';

/** Turns what the graph gave for so many rows into the matrices `outputs` and `links`. Error: `model-failed`. */
export type DecodeResults = (results: Feeds, rows: number) => GraphResults;

/** Reads one column of a tensor, whatever holds it. */
interface BoundOutput {
  readonly tensor: string;
  readonly column: number;
  /** For a category read from labels: its place by label. */
  readonly places?: ReadonlyMap<string, number>;
  readonly probability: boolean;
}

/** A link column: read like an output, or computed from one. */
type BoundLink = BoundOutput | { readonly from: number; readonly scale: NonNullable<SignatureOutput['link']>['scale'] };

const refuse = (model: string, message: string): never => {
  throw new CardwrightError('model-invalid', `${model}: ${message}`, { model });
};

const fail = (model: string, message: string): never => {
  throw new CardwrightError('model-failed', `${model}: ${message}`, { model });
};

type Column = Pick<GraphOutput, 'tensor' | 'class' | 'column'>;

const columnOf = (model: string, { name, shape, classes }: GraphTensor, wanted: Column): number => {
  const width = shape !== null && shape.length <= 1 ? 1 : shape?.[1];
  if (wanted.class === undefined) {
    const column = wanted.column ?? (width === 1 ? 0 : -1);
    if (column >= 0 && (typeof width !== 'number' || column < width)) return column;
    return refuse(model, `output "${name}" has ${width ?? 'several'} columns: name one`);
  }
  const place = classes?.indexOf(wanted.class) ?? -1;
  if (place < 0)
    refuse(model, `output "${name}" has no class "${wanted.class}", but ${classes?.join(', ') ?? 'none by name'}`);
  const agrees = wanted.column === undefined || wanted.column === place;
  return agrees ? place : refuse(model, `class "${wanted.class}" is column ${place}, not ${wanted.column ?? ''}`);
};

const tensorOf = (
  manifest: ModelManifest,
  signature: GraphSignature,
  { zipMaps }: AdaptedOnnx,
  name: string,
): GraphTensor =>
  signature.outputs.find((output) => output.name === (zipMaps[name] ?? name)) ??
  refuse(manifest.id, `the graph has no output "${name}"`);

const placesOf = (
  model: string,
  { labels }: GraphOutput,
  { categories = [] }: SignatureOutput,
): BoundOutput['places'] => {
  const words = labels ?? categories;
  if (words.length !== categories.length) refuse(model, `${words.length} labels for ${categories.length} categories`);
  return new Map(words.map((word, place) => [word, place]));
};

const isLabel = ({ type }: GraphTensor): boolean => !type.startsWith('float');

const bindOutput = (manifest: ModelManifest, graph: GraphTensor, output: GraphOutput, place: number): BoundOutput => {
  const readers = manifest.outputs.filter(({ column }) => column === place);
  const category = readers.find(({ kind }) => kind === 'category');
  return {
    tensor: graph.name,
    column: columnOf(manifest.id, graph, output),
    probability: readers.some(({ kind }) => kind === 'probability'),
    ...(category && isLabel(graph) && { places: placesOf(manifest.id, output, category) ?? new Map<string, number>() }),
  };
};

const bindLink = (manifest: ModelManifest, find: (name: string) => GraphTensor, width: number) => {
  return (link: GraphLink, place: number): BoundLink => {
    if (!('fromOutput' in link)) {
      const graph = find(link.tensor);
      return { tensor: graph.name, column: columnOf(manifest.id, graph, link), probability: false };
    }
    const scale = manifest.outputs.find((output) => output.link?.column === place)?.link?.scale ?? 'identity';
    if (link.fromOutput < 0 || link.fromOutput >= width) refuse(manifest.id, `link ${place} is taken from no output`);
    return { from: link.fromOutput, scale };
  };
};

const numberAt = (model: string, { data }: TensorData, at: number, { places, tensor }: BoundOutput): number => {
  const value = data[at];
  if (value === undefined) return NaN;
  if (places)
    return places.get(String(value)) ?? fail(model, `"${tensor}" gave a label that the manifest does not have`);
  if (typeof value === 'string') return fail(model, `"${tensor}" gave a text where a number is read`);
  return Number(value);
};

/** A float32 sum may end a rounding beyond 0 or 1; what lies further outside stays there and is refused where it is read. */
const withinOne = (value: number): number => {
  if (value < 0 && value >= -probabilityRounding) return 0;
  return value > 1 && value <= 1 + probabilityRounding ? 1 : value;
};

const readColumn = (model: string, results: Feeds, rows: number, bound: BoundOutput): Float64Array => {
  const tensor = results[bound.tensor];
  if (tensor === undefined) return fail(model, `the graph gave no "${bound.tensor}"`);
  const width = tensor.data.length / rows;
  if (!Number.isInteger(width) || bound.column >= width)
    fail(model, `"${bound.tensor}" does not have a row for each patient`);
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const value = numberAt(model, tensor, row * width + bound.column, bound);
    values[row] = bound.probability ? withinOne(value) : value;
  }
  return values;
};

const toMatrix = (columns: readonly Float64Array[], rows: number): Float64Array => {
  const matrix = new Float64Array(rows * columns.length);
  columns.forEach((values, column) => values.forEach((value, row) => (matrix[row * columns.length + column] = value)));
  return matrix;
};

/** Checks how the manifest reads the graph and gives the reader of its results. Error `model-invalid` naming what contradicts. */
export const bindOutputs = (
  manifest: ModelManifest,
  binding: GraphBinding,
  signature: GraphSignature,
  adapted: AdaptedOnnx,
): DecodeResults => {
  const find = (name: string): GraphTensor => tensorOf(manifest, signature, adapted, name);
  const outputs = binding.outputs.map((output, place) => bindOutput(manifest, find(output.tensor), output, place));
  const links = binding.links?.map(bindLink(manifest, find, outputs.length)) ?? [];
  return (results, rows) => {
    const values = outputs.map((bound) => readColumn(manifest.id, results, rows, bound));
    const linked = links.map((bound) =>
      'from' in bound
        ? (values[bound.from] ?? new Float64Array()).map((value) => linkOf(bound.scale, value))
        : readColumn(manifest.id, results, rows, bound),
    );
    return { outputs: toMatrix(values, rows), links: toMatrix(linked, rows) };
  };
};
