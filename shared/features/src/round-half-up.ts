/**
 * Rounds half up (2.5 → 3, -2.5 → -2) to a number of decimals. The scaled value is first rounded to 12 significant
 * digits, because 36.05 × 10 is 360.49999999999994 in doubles and would otherwise go down.
 */
export function roundHalfUp(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.floor(Number((value * scale).toPrecision(12)) + 0.5) / scale;
}
