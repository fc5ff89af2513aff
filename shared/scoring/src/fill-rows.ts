import type { ExplanationPlan, RequestPlan } from './plan-request.ts';

/** Copies row `from` to row `to` with the patient's value in one column. */
const derive = (plan: RequestPlan, block: Float64Array, from: number, to: number, column: number): void => {
  const width = plan.row.length;
  block.copyWithin(to * width, from * width, (from + 1) * width);
  block[to * width + column] = plan.row[column] ?? NaN;
};

/**
 * The antithetic pair: rows 0…k take the patient's values in signature order (0 is the reference, k the patient);
 * rows k+1…2k−1 take them in the opposite order; the ends are shared.
 */
const fillPair = (plan: RequestPlan, { varying }: ExplanationPlan, block: Float64Array): void => {
  const count = varying.length;
  varying.forEach((column, i) => derive(plan, block, i, i + 1, column));
  for (let i = 1; i < count; i += 1) {
    derive(plan, block, i === 1 ? 0 : count + i - 1, count + i, varying[count - i] ?? -1);
  }
};

/** Row m holds the patient's values where the bits of m are set: row 0 is the reference, the last row the patient. */
const fillCoalitions = (plan: RequestPlan, { varying }: ExplanationPlan, block: Float64Array): void => {
  for (let mask = 1; mask < plan.rowCount; mask += 1) {
    derive(plan, block, mask & (mask - 1), mask, varying[31 - Math.clz32(mask & -mask)] ?? -1);
  }
};

/** Writes the rows of one request into `block` (plan.rowCount × row length), which holds nothing else. */
export const fillRows = (plan: RequestPlan, block: Float64Array): void => {
  const { explanation, row } = plan;
  block.set(explanation === undefined || plan.rowCount === 1 ? row : explanation.reference);
  if (explanation === undefined || plan.rowCount === 1) return;
  if (explanation.method === 'exact-antithetic-pair') fillPair(plan, explanation, block);
  else fillCoalitions(plan, explanation, block);
};
