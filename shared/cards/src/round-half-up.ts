/**
 * Rounds the number as it is printed (its shortest decimal form), halves away from zero: 9.35 gives 9.4 at one decimal,
 * where binary rounding would give 9.3. For display only; never feed the result back into a formula.
 */
export function roundHalfUp(value: number, decimals: number): number {
  // An integer has no decimals to round, and beyond 1e15 no double has.
  if (!(Math.abs(value) < 1e15) || (decimals >= 0 && Number.isInteger(value))) return value;
  const scale = 10 ** decimals;
  const scaled = Math.abs(value) * scale;
  const whole = Math.floor(scaled);
  // Far from a half no error of the product can matter; near one the printed digits decide.
  if (decimals >= 0 && scaled < 1e9 && Math.abs(scaled - whole - 0.5) > 1e-6)
    return Math.sign(value) * (Math.round(scaled) / scale);
  const [digits = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const shifted = Math.round(Number(`${digits}e${Number(exponent) + decimals}`));
  return Math.sign(value) * Number(`${shifted}e${-decimals}`);
}
