import type { Explanation } from '@cardwright/cds-service';

/** How close to 0 and 1 a probability is taken for its logit: half the spacing of float32 just below 1. */
export const leastProbability = 2 ** -24;

/**
 * The link of an output, computed outside the graph. The logit of a probability is kept within ±16.6: a forest whose
 * trees all agree says 0 or 1, which has no logit.
 */
export const linkOf = (scale: Explanation['scale'], value: number): number => {
  if (scale === 'log') return Math.log(value);
  if (scale === 'sqrt') return Math.sqrt(value);
  if (scale === 'identity') return value;
  const kept = Math.min(Math.max(value, leastProbability), 1 - leastProbability);
  return Math.log(kept / (1 - kept));
};
