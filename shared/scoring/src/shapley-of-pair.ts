/**
 * Shapley values from one antithetic pair: the mean of what each of `count` players adds when they join in order and
 * in the opposite order. Exact when no more than two players interact (shap's PermutationExplainer rests on the same).
 * `value(row)` is the model at a row as `fillRows` lays them out.
 */
export const shapleyOfPair = (value: (row: number) => number, count: number): Float64Array => {
  const shares = new Float64Array(count);
  let forward = value(0);
  for (let i = 0; i < count; i += 1) {
    const next = value(i + 1);
    shares[i] = (next - forward) / 2;
    forward = next;
  }
  let backward = value(0);
  for (let i = count - 1; i >= 0; i -= 1) {
    const next = value(i === 0 ? count : 2 * count - i);
    shares[i] = (shares[i] ?? NaN) + (next - backward) / 2;
    backward = next;
  }
  return shares;
};
