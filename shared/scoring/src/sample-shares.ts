import type { Shares } from './contributions-of.ts';
import type { LinkBlock } from './explain.ts';
import { fillOrders } from './fill-orders.ts';
import type { GraphSession } from './open-session.ts';
import { orderIsSettled } from './order-is-settled.ts';
import type { ExplanationPlan } from './plan-explanation.ts';
import { rowsPerPair } from './rows-per-pair.ts';
import { runRows } from './run-rows.ts';
import { marginalsOfPair } from './marginals-of-pair.ts';
import { ShareStatistics } from './share-statistics.ts';

/** Adds the pairs of one round for one output. `ends`: the links of reference and patient. */
const addRound = (
  statistics: ShareStatistics,
  orders: readonly Int32Array[],
  ends: readonly [number, number],
  link: (row: number) => number,
): void => {
  orders.forEach((order, pair) => {
    const count = order.length;
    const first = pair * rowsPerPair(count);
    // Rows as `marginalsOfPair` counts them: 0 the reference, k the patient, the others as `fillOrders` wrote them.
    const value = (row: number): number => {
      if (row === 0) return ends[0];
      if (row === count) return ends[1];
      return link(first + (row < count ? row - 1 : row - 2));
    };
    statistics.add(marginalsOfPair(value, count), order);
  });
};

/**
 * Shapley values of a sampled explanation with their standard errors, output by output: the first round from `block`,
 * further rounds until the order of the largest contributions is settled for every output or the budget of rows is
 * spent. Each pair sums to link − base, hence so does the mean.
 */
export const sampleShares = async (
  session: GraphSession,
  patient: Float64Array,
  plan: ExplanationPlan,
  block: LinkBlock,
): Promise<readonly Shares[]> => {
  const { sampling, varying } = plan;
  if (sampling === undefined) return [];
  const columns = plan.outputs.map(({ signature }) => signature.link?.column ?? -1);
  const at = (links: Float64Array, row: number, column: number): number => links[row * block.width + column] ?? NaN;
  const statistics = columns.map(() => new ShareStatistics(varying.length));
  let [orders, links, firstRow] = [sampling.orders, block.links, block.firstRow + 2];
  while (orders.length > 0) {
    columns.forEach((column, i) => {
      const ends = [at(block.links, block.firstRow, column), at(block.links, block.firstRow + 1, column)] as const;
      const known = statistics[i];
      if (known) addRound(known, orders, ends, (row) => at(links, firstRow + row, column));
    });
    if (statistics.every((known) => orderIsSettled(known.means, known.standardErrors()))) break;
    orders = sampling.next();
    if (orders.length === 0) break;
    const rows = new Float64Array(orders.length * rowsPerPair(varying.length) * patient.length);
    fillOrders(patient, plan, orders, rows);
    [links, firstRow] = [(await runRows(session, rows, patient.length)).links, 0];
  }
  return statistics.map((known) => ({ values: known.means, errors: known.standardErrors() }));
};
