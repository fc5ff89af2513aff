import type { Player } from './compile-players.ts';
import { rowsPerPair } from './plan-explanation.ts';
import type { ExplanationPlan } from './plan-explanation.ts';
import type { RequestPlan } from './plan-request.ts';

/** Copies row `from` to row `to` with the patient's values of one player. */
const derive = (patient: Float64Array, block: Float64Array, from: number, to: number, player: Player | undefined) => {
  const width = patient.length;
  block.copyWithin(to * width, from * width, (from + 1) * width);
  for (const column of player?.columns ?? []) block[to * width + column] = patient[column] ?? NaN;
};

/**
 * The antithetic pair: rows 0…k take the patient's values in signature order (0 is the reference, k the patient);
 * rows k+1…2k−1 take them in the opposite order; the ends are shared.
 */
const fillPair = (patient: Float64Array, { varying }: ExplanationPlan, block: Float64Array): void => {
  const count = varying.length;
  varying.forEach((player, i) => derive(patient, block, i, i + 1, player));
  for (let i = 1; i < count; i += 1) {
    derive(patient, block, i === 1 ? 0 : count + i - 1, count + i, varying[count - i]);
  }
};

/** Row m holds the patient's values where the bits of m are set: row 0 is the reference, the last row the patient. */
const fillCoalitions = (patient: Float64Array, { varying, rowCount }: ExplanationPlan, block: Float64Array): void => {
  for (let mask = 1; mask < rowCount; mask += 1) {
    derive(patient, block, mask & (mask - 1), mask, varying[31 - Math.clz32(mask & -mask)]);
  }
};

/**
 * Writes antithetic pairs without their ends, one after the other: k−1 rows that take the players' values in an order,
 * then k−1 rows in the opposite order.
 */
export const fillOrders = (
  patient: Float64Array,
  { reference, varying }: ExplanationPlan,
  orders: readonly Int32Array[],
  block: Float64Array,
): void => {
  const width = patient.length;
  const count = varying.length;
  orders.forEach((order, pair) => {
    const first = pair * rowsPerPair(count);
    for (let i = 0; i < count - 1; i += 1) {
      const backward = first + count - 1 + i;
      if (i === 0) for (const row of [first, backward]) block.set(reference, row * width);
      derive(patient, block, i === 0 ? first : first + i - 1, first + i, varying[order[i] ?? -1]);
      derive(patient, block, i === 0 ? backward : backward - 1, backward, varying[order[count - 1 - i] ?? -1]);
    }
  });
};

const fillExplanation = (patient: Float64Array, explanation: ExplanationPlan, block: Float64Array): void => {
  const { method, reference, patientRow, sampling } = explanation;
  block.set(reference);
  block.set(patient, patientRow * patient.length);
  if (explanation.varying.length === 0) return;
  if (method === 'exact-antithetic-pair') fillPair(patient, explanation, block);
  if (method === 'exact-enumeration') fillCoalitions(patient, explanation, block);
  if (sampling) fillOrders(patient, explanation, sampling.orders, block.subarray(2 * patient.length));
};

/** Writes the rows of one request into `block` (plan.rowCount × row length), which holds nothing else. */
export const fillRows = (plan: RequestPlan, block: Float64Array): void => {
  const { explanation, row, counterfactuals, ranges } = plan;
  if (explanation === undefined) block.set(row);
  else fillExplanation(row, explanation, block);
  let next = (explanation?.rowCount ?? 1) * row.length;
  for (const { rows } of [...counterfactuals, ...ranges]) {
    for (const probe of rows) {
      block.set(probe, next);
      next += row.length;
    }
  }
};
