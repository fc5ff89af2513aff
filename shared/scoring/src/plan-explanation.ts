import { CardwrightError } from '@cardwright/cds-service';
import type { Explanation } from '@cardwright/cds-service';
import type { Player } from './compile-players.ts';
import type { CompiledOutput, CompiledSignature } from './compile-signature.ts';
import { drawOrder } from './draw-order.ts';
import { rowsPerPair } from './rows-per-pair.ts';
import { seededRandom } from './seeded-random.ts';

export type Method = Explanation['method'];

/** Most varying players that are explained by enumeration: 2^12 = 4,096 rows. */
export const maxEnumeratedPlayers = 12;

/** Rows that a sampled explanation may take where the manifest says nothing: one run. */
export const defaultExplanationRows = 512;

/** Antithetic pairs between two looks at the standard errors. */
const pairsPerRound = 4;

/** The samples of a sampled explanation. */
export interface Sampling {
  /** Orders of the first round; each is one antithetic pair. */
  readonly orders: readonly Int32Array[];
  /** Orders of the next round; empty when the budget is spent. */
  readonly next: () => readonly Int32Array[];
}

/** How one explanation is computed. */
export interface ExplanationPlan {
  readonly outputs: readonly CompiledOutput[];
  /** The reference patient's row, with the patient's own values where declared so and where no player moves them. */
  readonly reference: Float64Array;
  /** Players in which patient and reference differ and on which an explained output depends, in signature order. */
  readonly varying: readonly Player[];
  readonly method: Method;
  readonly sampling?: Sampling;
  /** Rows in the first run: the reference patient's is row 0. */
  readonly rowCount: number;
  /** Which of them is the patient. */
  readonly patientRow: number;
}

/**
 * The rounds of a sampled explanation. The number of rows, never the clock, ends them, so that a replay draws the same.
 * Two pairs are drawn whatever the budget: without them there is no standard error.
 */
const planSampling = (players: number, budget: number, seed: number): Sampling => {
  const random = seededRandom(seed);
  let left = Math.max(2, Math.floor((budget - 2) / rowsPerPair(players)));
  const next = (): readonly Int32Array[] => {
    // A last round of one pair would cost a run and say little.
    const count = left - pairsPerRound === 1 ? left : Math.min(left, pairsPerRound);
    left -= count;
    return Array.from({ length: count }, () => drawOrder(players, random));
  };
  return { orders: next(), next };
};

const chooseMethod = ({ model, order, linear }: CompiledSignature, players: number, forced?: Method): Method => {
  const method = forced ?? (order === 1 && linear !== undefined ? 'exact-linear' : order && 'exact-antithetic-pair');
  if (method === 'exact-linear' && linear === undefined) {
    throw new CardwrightError('model-invalid', `${model} is not proven to be linear`, { model });
  }
  return method ?? (players > maxEnumeratedPlayers ? 'sampled-permutations' : 'exact-enumeration');
};

const rowsOf = (method: Method, players: number, sampling?: Sampling): { rowCount: number; patientRow: number } => {
  if (players === 0) return { rowCount: 1, patientRow: 0 };
  switch (method) {
    case 'exact-linear':
      return { rowCount: 2, patientRow: 1 };
    case 'exact-antithetic-pair':
      return { rowCount: 2 * players, patientRow: players };
    case 'exact-enumeration':
      return { rowCount: 2 ** players, patientRow: 2 ** players - 1 };
    case 'sampled-permutations':
      return { rowCount: 2 + (sampling?.orders.length ?? 0) * rowsPerPair(players), patientRow: 1 };
  }
};

/**
 * Chooses by cost how `outputs` are explained: closed form, one antithetic pair, enumeration up to
 * `maxEnumeratedPlayers`, else sampling from `seed`. Undefined without a reference patient or without outputs.
 * `forced` chooses the method against the manifest, for proofs and comparisons.
 */
export const planExplanation = (
  signature: CompiledSignature,
  row: Float64Array,
  outputs: readonly CompiledOutput[],
  seed: number,
  forced?: Method,
): ExplanationPlan | undefined => {
  if (signature.reference === undefined || outputs.length === 0) return undefined;
  const declared = signature.reference.map((value, column) => (signature.own[column] ? (row[column] ?? NaN) : value));
  const moves = (column: number): boolean =>
    row[column] !== declared[column] &&
    !Object.is(row[column], declared[column]) &&
    outputs.some((output) => output.columns.includes(column));
  const varying = signature.players.filter(({ columns }) => columns.some(moves));
  // What no player moves is the patient's own in every row: outputs that are not explained are read from the patient's row.
  const reference = row.slice();
  for (const { columns } of varying) for (const column of columns) reference[column] = declared[column] ?? NaN;
  const method = chooseMethod(signature, varying.length, forced);
  const sampled = method === 'sampled-permutations' && varying.length > 0;
  const sampling = sampled ? planSampling(varying.length, signature.explanationRows, seed) : undefined;
  const rows = rowsOf(method, varying.length, sampling);
  return { outputs, reference, varying, method, ...(sampling && { sampling }), ...rows };
};
