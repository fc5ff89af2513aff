import type { GraphTensor } from './describe-signature.ts';
import { putElement } from './put-element.ts';
import { emptyTensor, isTensorElement } from './tensor-data.ts';
import type { TensorData } from './tensor-data.ts';

/** Why a JSON value is not a tensor; `input` names it, the value itself is never quoted. */
export class FeedError extends Error {}

/** Most numbers or texts of one input in one line. */
export const maxElementsPerInput = 1_000_000;

const maxRank = 8;

interface Flat {
  readonly elements: readonly unknown[];
  /** Lengths of the nested arrays, from outside in; undefined when they are not all alike. */
  readonly dims: readonly number[] | undefined;
}

const flatten = (value: unknown, rank = 0): Flat => {
  if (!Array.isArray(value)) return { elements: [value], dims: [] };
  if (rank === maxRank) throw new FeedError(`is nested deeper than ${maxRank}`);
  const parts = value.map((part: unknown) => flatten(part, rank + 1));
  const [first] = parts;
  const inner = first?.dims;
  const alike = inner !== undefined && parts.every(({ dims }) => dims !== undefined && dims.join() === inner.join());
  const elements = parts.flatMap((part) => part.elements);
  if (elements.length > maxElementsPerInput) throw new FeedError(`has more than ${maxElementsPerInput} elements`);
  return { elements, dims: alike || parts.length === 0 ? [value.length, ...(inner ?? [])] : undefined };
};

const product = (dims: readonly number[]): number => dims.reduce((sum, size) => sum * size, 1);

const matches = (shape: NonNullable<GraphTensor['shape']>, dims: readonly number[], oneRow: boolean): boolean =>
  dims.length === shape.length &&
  shape.every((size, at) => typeof size !== 'number' || size === dims[at] || (at === 0 && oneRow));

/** The shape of a flat list, where the declared shape leaves open at most how many rows there are. */
const cut = (
  shape: NonNullable<GraphTensor['shape']>,
  count: number,
  oneRow: boolean,
  columns?: number,
): readonly number[] => {
  const fixed = product(shape.filter((size) => typeof size === 'number'));
  const free = shape.filter((size) => typeof size !== 'number').length;
  if (free === 0 && count === fixed) return shape.map(Number);
  if (free === 0 && oneRow && count > 0 && count % fixed === 0) return [count / fixed, ...shape.slice(1).map(Number)];
  if (free === 1 && (fixed === 0 ? count === 0 : count % fixed === 0))
    return shape.map((size) => (typeof size === 'number' ? size : count / fixed));
  if (free === 2 && shape.length === 2) {
    const width = columns !== undefined && count % columns === 0 ? columns : count;
    if (columns === undefined || count < 2 * columns || width === columns) return [count / (width || 1), width];
  }
  throw new FeedError(
    free > 1
      ? 'has several free dimensions: give nested rows'
      : `has ${count} elements, which do not fill [${shape.join(', ')}]`,
  );
};

const elementOf = (value: unknown, type: string): number | string => {
  if (type === 'string' && typeof value === 'string') return value;
  if (type === 'bool' && typeof value === 'boolean') return Number(value);
  if (type === 'bool' && value !== 0 && value !== 1) throw new FeedError('is bool: true or false');
  if (typeof value === 'number' && type !== 'string') return value;
  if (value === null && type.startsWith('float')) return NaN;
  throw new FeedError(value === null ? `is ${type}, where nothing stands for null` : `is ${type}`);
};

/**
 * One input of a line as a tensor: a value, a flat list cut to the declared shape, or nested rows. `oneRow`: the graph is
 * fixed to a batch of one and more rows are run one by one. `columns` helps to cut a flat list where the file leaves the
 * number of columns open: as many as the model reads. null is NaN among floats. Error: FeedError.
 */
export const readFeed = (input: GraphTensor, value: unknown, oneRow: boolean, columns?: number): TensorData => {
  if (!isTensorElement(input.type)) throw new FeedError(`is ${input.type}`);
  const { elements, dims } = flatten(value);
  const { shape } = input;
  const given = dims !== undefined && (shape === null || matches(shape, dims, oneRow)) ? dims : undefined;
  const tensor = emptyTensor(input.type, given ?? cut(shape ?? [null], elements.length, oneRow, columns));
  elements.forEach((element, at) => {
    if (!putElement(tensor.data, at, elementOf(element, input.type))) throw new FeedError(`does not fit ${input.type}`);
  });
  return tensor;
};
