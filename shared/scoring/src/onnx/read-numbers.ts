import type { WireField } from './each-field.ts';
import { readVarint } from './read-varint.ts';

/** The integers of a repeated field: one (unpacked) or many (packed), appended to `into`. */
export const readInts = (bytes: Uint8Array, field: Readonly<WireField>, into: number[] = []): number[] => {
  if (field.wire === 0) into.push(field.value);
  else if (field.wire === 2) {
    const cursor = { end: field.start, value: 0 };
    while (cursor.end < field.end) {
      readVarint(bytes, field.end, cursor);
      into.push(cursor.value);
    }
  }
  return into;
};

/** The float32 numbers of a repeated field, packed or not, appended to `into`. */
export const readFloats = (bytes: Uint8Array, { wire, start, end }: Readonly<WireField>, into: number[]): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (wire === 5 || wire === 2) for (let at = start; at + 4 <= end; at += 4) into.push(view.getFloat32(at, true));
  return into;
};
