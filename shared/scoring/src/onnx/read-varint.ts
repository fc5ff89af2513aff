/** Where a varint is read and what it was: `end` is moved behind it, `value` is set. */
export interface VarintCursor {
  end: number;
  value: number;
}

/** Most bytes of a varint (64 bits in groups of seven). */
const maxVarintBytes = 10;

/**
 * Reads the varint at `cursor.end` as a signed 64-bit number, exact up to 2^53. Error: RangeError when it does not end
 * before `limit` or is longer than ten bytes. Source: protobuf.dev/programming-guides/encoding.
 */
export const readVarint = (bytes: Uint8Array, limit: number, cursor: VarintCursor): void => {
  let low = 0;
  let high = 0;
  for (let group = 0; group < maxVarintBytes && cursor.end < limit; group += 1) {
    const byte = bytes[cursor.end] ?? 0;
    cursor.end += 1;
    const bits = byte & 0x7f;
    if (group < 4) low += bits * 2 ** (7 * group);
    else if (group === 4) {
      low += (bits & 0x0f) * 2 ** 28;
      high += bits >> 4;
    } else high += bits * 2 ** (7 * group - 32);
    if (byte < 0x80) {
      const top = high % 2 ** 32;
      cursor.value = (top >= 2 ** 31 ? top - 2 ** 32 : top) * 2 ** 32 + low;
      return;
    }
  }
  throw new RangeError('not a protobuf message');
};
