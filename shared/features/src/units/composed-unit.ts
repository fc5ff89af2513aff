/** The unit of a difference of two values: degrees Celsius differ by kelvins, because `Cel` has an offset. */
export function differenceUnit(unit: string): string {
  return unit === 'Cel' ? 'K' : unit;
}

/**
 * The UCUM unit of one quantity over another; `1` when both have the same unit. UCUM reads from left to right, so only a
 * denominator of several parts needs parentheses (https://ucum.org/ucum, section 2.3).
 */
export function quotientUnit(numerator: string, denominator: string): string {
  if (numerator === denominator) return '1';
  if (denominator === '1') return numerator;
  if (denominator.startsWith('/')) return product(numerator, denominator.slice(1));
  return `${numerator === '1' ? '' : numerator}/${/[./]/.test(denominator) ? `(${denominator})` : denominator}`;
}

function product(left: string, right: string): string {
  return left === '1' ? right : `${left}.${right}`;
}
