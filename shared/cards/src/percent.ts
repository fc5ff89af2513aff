import { roundHalfUp } from './round-half-up.ts';

/**
 * A probability or fraction (0–1) as a percentage with one decimal, `9.2%`. What would read as none or certainty is
 * said as a bound: `<0.1%` below 0.1 %, `>99.9%` above 99.9 %. What is no
 * fraction: `not available`.
 */
export function percent(fraction: number): string {
  if (!(fraction >= 0 && fraction <= 1)) return 'not available';
  if (fraction < 0.001) return '<0.1%';
  if (fraction > 0.999) return '>99.9%';
  return `${(roundHalfUp(fraction, 3) * 100).toFixed(1)}%`;
}
