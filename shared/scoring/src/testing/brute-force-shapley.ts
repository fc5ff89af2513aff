/**
 * Test support: Shapley values by definition, the mean over all orders in which the players can join.
 * Shares no code and no formula with the room.
 */
export const bruteForceShapley = (value: (players: ReadonlySet<number>) => number, count: number): number[] => {
  const shares = new Array<number>(count).fill(0);
  let orders = 0;
  const walk = (joined: readonly number[]): void => {
    if (joined.length === count) {
      orders += 1;
      joined.forEach((player, i) => {
        const before = new Set(joined.slice(0, i));
        shares[player] = (shares[player] ?? 0) + value(new Set([...before, player])) - value(before);
      });
      return;
    }
    for (let player = 0; player < count; player += 1) if (!joined.includes(player)) walk([...joined, player]);
  };
  walk([]);
  return shares.map((share) => share / orders);
};
