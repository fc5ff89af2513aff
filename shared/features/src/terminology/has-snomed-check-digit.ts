const permuted = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/**
 * Whether a SNOMED CT id has 6 to 18 digits and ends in its Verhoeff check digit (SNOMED CT Technical Implementation Guide,
 * "Check-digit computation").
 */
export function hasSnomedCheckDigit(id: string): boolean {
  if (!/^[1-9]\d{5,17}$/.test(id)) return false;
  return [...id].reverse().reduce((check, digit, place) => product(check, permute(Number(digit), place % 8)), 0) === 0;
}

const permute = (digit: number, times: number): number =>
  times === 0 ? digit : (permuted[permute(digit, times - 1)] ?? Number.NaN);

/** The product in the dihedral group D5. */
function product(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b - 5) % 5) + 5;
  return b < 5 ? ((a - 5 - b + 5) % 5) + 5 : (a - b + 5) % 5;
}
