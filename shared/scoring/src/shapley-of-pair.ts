import { marginalsOfPair } from './marginals-of-pair.ts';

/**
 * Shapley values from one antithetic pair: the mean of what each of `count` players adds when they join in order and
 * in the opposite order. Exact when no more than two players interact (shap's PermutationExplainer rests on the same).
 * `value(row)` is the model at a row as `fillRows` lays them out.
 */
export const shapleyOfPair = (value: (row: number) => number, count: number): Float64Array => {
  const { forward, backward } = marginalsOfPair(value, count);
  return forward.map((first, i) => (first + (backward[i] ?? NaN)) / 2);
};
