const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * True when brackets outside strings are nested deeper than `maxDepth`, read from the bytes alone, so that nothing is
 * built of a bomb. Of bytes that are not JSON the answer is one or the other; parsing says the rest.
 */
export function exceedsDepth(json: Uint8Array, maxDepth: number): boolean {
  let depth = 0;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index] ?? 0;
    if (byte === quote) index = endOfString(json, index);
    // `[` and `{`, `]` and `}` differ in one bit each.
    else if ((byte | 0x20) === openBrace && byte > 0x5a) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if ((byte | 0x20) === closeBrace && byte > 0x5a) depth -= 1;
  }
  return false;
}

function endOfString(json: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < json.length && json[index] !== quote) index += json[index] === backslash ? 2 : 1;
  return index;
}
