/** |S|! (n − |S| − 1)! / n! for each size of a coalition S that a player can join. */
const weightsOf = (count: number): Float64Array => {
  const weights = new Float64Array(count);
  let weight = 1 / count;
  for (let size = 0; size < count; size += 1) {
    weights[size] = weight;
    weight *= (size + 1) / Math.max(1, count - size - 1);
  }
  return weights;
};

const sizeOf = (mask: number): number => {
  let size = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) size += 1;
  return size;
};

/**
 * Shapley values of `count` players from all 2^count coalitions: exact for every function.
 * `value(mask)` is the model where the players in the bits of `mask` have the patient's values.
 */
export const shapleyOfCoalitions = (value: (mask: number) => number, count: number): Float64Array => {
  const shares = new Float64Array(count);
  const weights = weightsOf(count);
  const full = 2 ** count - 1;
  for (let mask = 0; mask < full; mask += 1) {
    const weight = weights[sizeOf(mask)] ?? NaN;
    const before = value(mask);
    for (let joining = full & ~mask; joining !== 0; joining &= joining - 1) {
      const player = 31 - Math.clz32(joining & -joining);
      shares[player] = (shares[player] ?? NaN) + weight * (value(mask | (1 << player)) - before);
    }
  }
  return shares;
};
