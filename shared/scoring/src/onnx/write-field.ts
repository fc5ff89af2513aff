const varint = (value: number): readonly number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

/** A length-delimited protobuf field around its content, as pieces that are joined once at the end. */
export const writeField = (number: number, content: readonly Uint8Array[]): readonly Uint8Array[] => {
  const length = content.reduce((sum, piece) => sum + piece.length, 0);
  return [Uint8Array.from([...varint(number * 8 + 2), ...varint(length)]), ...content];
};
