import { readVarint } from './read-varint.ts';

/**
 * A field of a protobuf message, as it lies in the file: `bytes.subarray(start, end)` is the content of a length-delimited
 * field (wire type 2) or the fixed bytes of a number (types 1 and 5); `value` is the number of a varint (type 0).
 * `from` is where the field's tag begins, so that a field can be copied as it is.
 */
export interface WireField {
  number: number;
  wire: number;
  from: number;
  start: number;
  end: number;
  value: number;
}

const broken = (): never => {
  throw new RangeError('not a protobuf message');
};

/**
 * Calls `visit` for every field of the message in `bytes[start, end)`, in file order. The field object is used again for
 * the next field: copy what is kept longer than the visit. Error: RangeError where the bytes are no protobuf message (groups included: ONNX has none).
 * Source: protobuf.dev/programming-guides/encoding.
 */
export const eachField = (
  bytes: Uint8Array,
  visit: (field: Readonly<WireField>) => void,
  start = 0,
  end = bytes.length,
): void => {
  const field: WireField = { number: 0, wire: 0, from: start, start, end: start, value: 0 };
  while (field.end < end) {
    field.from = field.end;
    readVarint(bytes, end, field);
    const tag = field.value;
    field.number = Math.floor(tag / 8);
    field.wire = tag % 8;
    field.value = 0;
    field.start = field.end;
    if (field.number <= 0) broken();
    if (field.wire === 0) readVarint(bytes, end, field);
    else if (field.wire === 1) field.end += 8;
    else if (field.wire === 5) field.end += 4;
    else if (field.wire === 2) {
      readVarint(bytes, end, field);
      field.start = field.end;
      field.end += field.value;
      if (field.value < 0) broken();
    } else broken();
    if (field.end > end) broken();
    visit(field);
  }
};

const decoder = new TextDecoder('utf-8');

/** The text of a length-delimited field. */
export const textOf = (bytes: Uint8Array, { start, end }: Pick<WireField, 'start' | 'end'>): string =>
  decoder.decode(bytes.subarray(start, end));
