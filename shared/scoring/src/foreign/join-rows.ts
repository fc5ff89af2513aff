import { emptyTensor } from './tensor-data.ts';
import type { TensorData } from './tensor-data.ts';

/** Tensors of the same type, joined along their first dimension; a tensor without dimensions counts as one row. */
export const joinRows = (parts: readonly TensorData[]): TensorData => {
  const [first] = parts;
  if (first === undefined) throw new RangeError('no rows to join');
  const rows = parts.reduce((sum, { dims }) => sum + (dims[0] ?? 1), 0);
  const joined = emptyTensor(first.element, [rows, ...first.dims.slice(1)]);
  const { data } = joined;
  if (Array.isArray(data))
    return { ...joined, data: parts.flatMap((part) => (Array.isArray(part.data) ? part.data : [])) };
  const bytes = new Uint8Array(data.buffer);
  let at = 0;
  for (const { data: part } of parts) {
    if (Array.isArray(part)) continue;
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return joined;
};
