import { CardwrightError } from '@cardwright/cds-service';
import type { GraphBinding, GraphColumn, GraphInput, ModelManifest, SignatureInput } from '@cardwright/cds-service';
import type { GraphSignature, GraphTensor } from './describe-signature.ts';
import type { Feeds } from './open-tensor-session.ts';
import { putElement } from './put-element.ts';
import { emptyTensor, isTensorElement } from './tensor-data.ts';
import type { TensorData, TensorElement } from './tensor-data.ts';

/** Turns a block of signature rows (NaN is absent) into what the graph is fed. Errors: `missing-input`, `bad-input`. */
export type EncodeBlock = (block: Float64Array) => Feeds;

/** The value of one column in one row; undefined where the input is absent and the column does not say what holds then. */
type EncodeColumn = (value: number) => number | string | undefined;

interface BoundColumn {
  readonly input: string;
  /** Place of the input in a row of the signature. */
  readonly at: number;
  readonly encode: EncodeColumn;
}

interface BoundTensor {
  readonly name: string;
  readonly element: TensorElement;
  /** The dimensions after the rows. */
  readonly rest: readonly number[];
  readonly columns: readonly BoundColumn[];
}

const refuse = (model: string, message: string): never => {
  throw new CardwrightError('model-invalid', `${model}: ${message}`, { model });
};

const whenAbsent = ({ absent }: GraphColumn, float: boolean): number | string | undefined =>
  absent ?? (float ? NaN : undefined);

/** What a category or boolean is called where texts are compared: its category, `true` or `false`. */
const wordOf = ({ kind, categories }: SignatureInput, value: number): string | undefined =>
  kind === 'boolean' ? String(value === 1) : categories?.[value];

const encoderOf = (input: SignatureInput, column: GraphColumn, element: TensorElement): EncodeColumn => {
  const { equals, missing, codes } = column;
  const absent = whenAbsent(column, element.startsWith('float'));
  if (missing === true) return (value) => Number(Number.isNaN(value));
  if (equals !== undefined) return (value) => (Number.isNaN(value) ? absent : Number(wordOf(input, value) === equals));
  if (element === 'string') return (value) => (Number.isNaN(value) ? absent : wordOf(input, value));
  if (codes === undefined) return (value) => (Number.isNaN(value) ? absent : value);
  const numbers = input.categories?.map((category) => codes[category] ?? NaN) ?? [];
  return (value) => (Number.isNaN(value) ? absent : numbers[value]);
};

/** Why a column cannot be what it says; undefined when it can. */
const defectOf = (input: SignatureInput, column: GraphColumn, element: TensorElement): string | undefined => {
  const { equals, codes, missing } = column;
  const words = input.kind === 'boolean' ? ['true', 'false'] : (input.categories ?? []);
  if (equals !== undefined && !words.includes(equals)) return `has no "${equals}"`;
  if (missing === true && input.imputation?.by === 'engine')
    return 'is filled in before its missing indicator is taken: say the value as `absent` of the column, imputed by the graph';
  if (codes !== undefined) {
    const uncoded = (input.categories ?? []).filter((category) => codes[category] === undefined);
    if (input.kind !== 'category' || uncoded.length > 0) return `has no code for ${uncoded.join(', ') || 'a number'}`;
  }
  const plain = equals === undefined && missing === undefined;
  if (element === 'string' && (!plain || input.kind === 'number')) return 'is no category, but the tensor holds texts';
  const { absent } = column;
  if (absent !== undefined && (typeof absent === 'string') !== (element === 'string'))
    return 'has an `absent` of the wrong type';
  return undefined;
};

const bindColumn = (manifest: ModelManifest, tensor: GraphTensor, element: TensorElement) => {
  return (column: GraphColumn): BoundColumn => {
    const at = manifest.inputs.findIndex(({ name }) => name === column.input);
    const input = manifest.inputs[at];
    if (input === undefined)
      return refuse(manifest.id, `tensor "${tensor.name}" names an unknown input "${column.input}"`);
    const defect = defectOf(input, column, element);
    if (defect !== undefined) refuse(manifest.id, `tensor "${tensor.name}": input "${input.name}" ${defect}`);
    return { input: input.name, at, encode: encoderOf(input, column, element) };
  };
};

/** The dimensions after the rows that hold so many columns: none or 1 for one column, else that number. */
const restOf = (model: string, { name, shape }: GraphTensor, columns: number): readonly number[] => {
  const rest = shape?.slice(1) ?? [columns];
  const fits =
    shape?.length === 1 ? columns === 1 : rest.length === 1 && (typeof rest[0] !== 'number' || rest[0] === columns);
  if (shape?.length === 0 || !fits)
    refuse(model, `tensor "${name}" [${shape?.join(', ') ?? '?'}] is bound to ${columns} columns`);
  return shape?.length === 1 ? [] : [columns];
};

const bindTensor = (
  manifest: ModelManifest,
  signature: GraphSignature,
  { tensor: name, columns }: GraphInput,
): BoundTensor => {
  const tensor = signature.inputs.find((input) => input.name === name);
  if (tensor === undefined) return refuse(manifest.id, `the graph has no input "${name}"`);
  const { type } = tensor;
  if (!isTensorElement(type)) return refuse(manifest.id, `input "${name}" is ${type}`);
  const bind = bindColumn(manifest, tensor, type);
  return { name, element: type, rest: restOf(manifest.id, tensor, columns.length), columns: columns.map(bind) };
};

/** Every tensor that must be fed is bound once, and every input of the signature reaches the graph. */
const checkComplete = ({ id, inputs }: ModelManifest, signature: GraphSignature, binding: GraphBinding): void => {
  const bound = binding.inputs.map(({ tensor }) => tensor);
  const twice = bound.filter((tensor, i) => bound.indexOf(tensor) !== i);
  if (twice.length > 0) refuse(id, `bound twice: ${twice.join(', ')}`);
  const unbound = signature.inputs.filter(({ name, optional }) => optional === undefined && !bound.includes(name));
  if (unbound.length > 0) refuse(id, `nothing feeds ${unbound.map(({ name }) => name).join(', ')}`);
  const used = new Set(binding.inputs.flatMap(({ columns }) => columns.map(({ input }) => input)));
  const idle = inputs.filter(({ name }) => !used.has(name));
  if (idle.length > 0) refuse(id, `inputs that feed nothing: ${idle.map(({ name }) => name).join(', ')}`);
};

/** A column that takes no value: the patient lacks the input, or the value does not fit the tensor's type. */
const refuseValue = (
  model: string,
  { name, element }: BoundTensor,
  input: string,
  value: number | string | undefined,
): never => {
  const details = { model, inputs: [input] };
  if (value !== undefined && !Number.isNaN(value))
    throw new CardwrightError('bad-input', `${model}: ${input} does not fit the ${element} of "${name}".`, details);
  throw new CardwrightError(
    'missing-input',
    `${model}: ${input} is absent, and "${name}" has no value for that.`,
    details,
  );
};

const encodeTensor = (model: string, tensor: BoundTensor, block: Float64Array, width: number): TensorData => {
  const { columns, element, rest } = tensor;
  const rows = block.length / width;
  const encoded = emptyTensor(element, [rows, ...rest]);
  columns.forEach(({ at, encode, input }, column) => {
    for (let row = 0; row < rows; row += 1) {
      const value = encode(block[row * width + at] ?? NaN);
      const place = row * columns.length + column;
      if (value === undefined || !putElement(encoded.data, place, value)) refuseValue(model, tensor, input, value);
    }
  });
  return encoded;
};

/**
 * Checks how the manifest feeds the graph and gives the encoder of its rows. Error `model-invalid` naming the tensor and
 * what contradicts.
 */
export const bindInputs = (manifest: ModelManifest, binding: GraphBinding, signature: GraphSignature): EncodeBlock => {
  checkComplete(manifest, signature, binding);
  const tensors = binding.inputs.map((input) => bindTensor(manifest, signature, input));
  const width = manifest.inputs.length;
  return (block) =>
    Object.fromEntries(
      tensors.map((tensor): [string, TensorData] => [tensor.name, encodeTensor(manifest.id, tensor, block, width)]),
    );
};
