/** The largest contributions whose order must be sure: as many as a card names. */
const top = 5;
/** Two neighbours whose difference is known to this part of the whole movement may stand either way round. */
const alike = 0.005;

/**
 * Whether more samples would hardly change the order of the largest contributions: each of the first five stands two
 * standard errors of the difference above the next one, or the difference is known to 0.5 % of the whole movement.
 */
export const orderIsSettled = (means: Float64Array, errors: Float64Array): boolean => {
  const ranked = [...means.keys()].sort((a, b) => Math.abs(means[b] ?? 0) - Math.abs(means[a] ?? 0));
  const total = means.reduce((sum, mean) => sum + Math.abs(mean), 0);
  for (let rank = 0; rank < Math.min(top, ranked.length - 1); rank += 1) {
    const [higher = 0, lower = 0] = [ranked[rank], ranked[rank + 1]];
    const gap = Math.abs(means[higher] ?? NaN) - Math.abs(means[lower] ?? NaN);
    const error = Math.hypot(errors[higher] ?? NaN, errors[lower] ?? NaN);
    if (!(gap >= 2 * error || error <= alike * total)) return false;
  }
  return true;
};
