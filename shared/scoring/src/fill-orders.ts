import { deriveRow } from './derive-row.ts';
import { rowsPerPair } from './rows-per-pair.ts';
import type { ExplanationPlan } from './plan-explanation.ts';

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
      deriveRow(patient, block, i === 0 ? first : first + i - 1, first + i, varying[order[i] ?? -1]);
      deriveRow(patient, block, i === 0 ? backward : backward - 1, backward, varying[order[count - 1 - i] ?? -1]);
    }
  });
};
