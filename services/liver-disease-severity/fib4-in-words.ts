import { cutPoints } from './thresholds.ts';

/**
 * `2.68`. What would print as a cut point on whose other side it lies has a third decimal, rounded away from the cut point:
 * 2.6704 is above 2.67, and the card says so.
 */
export function fib4InWords(fib4: number): string {
  const words = fib4.toFixed(2);
  if (cutPoints.lower.some((cut) => Number(words) === cut && fib4 < cut)) return thousandths(Math.floor(fib4 * 1000));
  if (cutPoints.upper.some((cut) => Number(words) === cut && fib4 > cut)) return thousandths(Math.ceil(fib4 * 1000));
  return words;
}

const thousandths = (count: number): string => (count / 1000).toFixed(3);
