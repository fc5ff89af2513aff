import { deriveRow } from './derive-row.ts';
import { fillOrders } from './fill-orders.ts';
import type { ExplanationPlan } from './plan-explanation.ts';
import type { RequestPlan } from './plan-request.ts';

/**
 * The antithetic pair: rows 0…k take the patient's values in signature order (0 is the reference, k the patient);
 * rows k+1…2k−1 take them in the opposite order; the ends are shared.
 */
const fillPair = (patient: Float64Array, { varying }: ExplanationPlan, block: Float64Array): void => {
  const count = varying.length;
  varying.forEach((player, i) => deriveRow(patient, block, i, i + 1, player));
  for (let i = 1; i < count; i += 1) {
    deriveRow(patient, block, i === 1 ? 0 : count + i - 1, count + i, varying[count - i]);
  }
};

/** Row m holds the patient's values where the bits of m are set: row 0 is the reference, the last row the patient. */
const fillCoalitions = (patient: Float64Array, { varying, rowCount }: ExplanationPlan, block: Float64Array): void => {
  for (let mask = 1; mask < rowCount; mask += 1) {
    deriveRow(patient, block, mask & (mask - 1), mask, varying[31 - Math.clz32(mask & -mask)]);
  }
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
