/** Rows of one antithetic pair without its ends, which all pairs share. */
export const rowsPerPair = (players: number): number => 2 * (players - 1);
