import type { Player } from './compile-players.ts';

/** Copies row `from` to row `to` with the patient's values of one player. */
export const deriveRow = (
  patient: Float64Array,
  block: Float64Array,
  from: number,
  to: number,
  player: Player | undefined,
) => {
  const width = patient.length;
  block.copyWithin(to * width, from * width, (from + 1) * width);
  for (const column of player?.columns ?? []) block[to * width + column] = patient[column] ?? NaN;
};
