/** Numbers are finite and at least one. Sums go in the given order, so equal lists give equal bits. */
export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Arithmetic mean of at least one number. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Middle value; of an even number of values the mean of the two in the middle. At least one number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Sample standard deviation (divisor n - 1) of at least two numbers, in two passes. */
export function sampleDeviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
}

const msPerDay = 86_400_000;

/**
 * Slope of the least-squares line, per day of 24 hours; `at` in epoch milliseconds. Both axes are centred first, because epoch
 * milliseconds squared lose the digits that matter. `undefined` unless there are two different times.
 */
export function slopePerDay(points: readonly { readonly at: number; readonly value: number }[]): number | undefined {
  const [first] = points;
  if (!first || points.every(({ at }) => at === first.at)) return undefined;
  const days = points.map(({ at }) => (at - first.at) / msPerDay);
  const values = points.map(({ value }) => value);
  const [centreDay, centreValue] = [mean(days), mean(values)];
  const covariance = sum(days.map((day, i) => (day - centreDay) * ((values[i] ?? Number.NaN) - centreValue)));
  return covariance / sum(days.map((day) => (day - centreDay) ** 2));
}
