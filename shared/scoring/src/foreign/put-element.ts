import type { TensorArray } from './tensor-data.ts';

const floats = (data: TensorArray): data is Float32Array | Float64Array =>
  data instanceof Float32Array || data instanceof Float64Array;

/** Inclusive bounds of the whole numbers that an array holds exactly. */
const boundsOf = (data: TensorArray): readonly [number, number] => {
  if (data instanceof Int8Array) return [-(2 ** 7), 2 ** 7 - 1];
  if (data instanceof Uint8Array) return [0, 2 ** 8 - 1];
  if (data instanceof Int16Array) return [-(2 ** 15), 2 ** 15 - 1];
  if (data instanceof Uint16Array) return [0, 2 ** 16 - 1];
  if (data instanceof Int32Array) return [-(2 ** 31), 2 ** 31 - 1];
  if (data instanceof Uint32Array) return [0, 2 ** 32 - 1];
  return [data instanceof BigUint64Array ? 0 : Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
};

/**
 * Writes one element: a number into an array of numbers, a text into an array of texts. False, and nothing written, when
 * it does not fit: a text among numbers, NaN or a fraction among whole numbers, a number outside the type's range.
 */
export const putElement = (data: TensorArray, at: number, value: number | string): boolean => {
  if (Array.isArray(data)) {
    if (typeof value !== 'string') return false;
    data[at] = value;
    return true;
  }
  if (typeof value !== 'number') return false;
  if (floats(data)) {
    data[at] = value;
    return true;
  }
  const [least, most] = boundsOf(data);
  if (!Number.isInteger(value) || value < least || value > most) return false;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) data[at] = BigInt(value);
  else data[at] = value;
  return true;
};
