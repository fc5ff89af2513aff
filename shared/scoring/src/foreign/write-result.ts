import type { TensorData } from './tensor-data.ts';

/** A tensor as JSON: nested rows, or a bare value when it has no dimensions. */
export type JsonTensor = number | string | boolean | null | readonly JsonTensor[];

/** JSON has no NaN and no infinity: null. Whole numbers beyond 2^53 are texts, so that no digit is lost. */
const valueOf = (value: number | bigint | string, element: TensorData['element']): JsonTensor => {
  if (typeof value === 'string') return value;
  if (element === 'bool') return Number(value) !== 0;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return Number.isFinite(value) ? value : null;
};

/** The nested rows of a tensor, in the order of its dimensions. */
export const writeResult = ({ dims, data, element }: TensorData): JsonTensor => {
  const nest = (depth: number, start: number, size: number): JsonTensor => {
    const length = dims[depth];
    if (length === undefined) return valueOf(data[start] ?? NaN, element);
    const step = length === 0 ? 0 : size / length;
    return Array.from({ length }, (_, i) => nest(depth + 1, start + i * step, step));
  };
  return nest(0, 0, data.length);
};
