/**
 * Mean and standard error of Shapley values sampled pair by pair, one antithetic pair a sample.
 *
 * The variance of a player is drawn a little towards the mean variance of all players (one sample's weight), because a
 * few pairs can agree by chance where the true values differ: an error of exactly 0 is stated only when nothing varied.
 */
export class ShareStatistics {
  readonly means: Float64Array;
  readonly #squares: Float64Array;
  #count = 0;

  constructor(players: number) {
    this.means = new Float64Array(players);
    this.#squares = new Float64Array(players);
  }

  /** Pairs added so far. */
  get count(): number {
    return this.#count;
  }

  /** Adds one pair's shares; `order[position]` is the player at a position of `shares` (Welford's update). */
  add(shares: Float64Array, order: Int32Array): void {
    this.#count += 1;
    order.forEach((player, position) => {
      const share = shares[position] ?? NaN;
      const before = this.means[player] ?? NaN;
      const after = before + (share - before) / this.#count;
      this.means[player] = after;
      this.#squares[player] = (this.#squares[player] ?? NaN) + (share - before) * (share - after);
    });
  }

  /** One standard error of each mean; Infinity before the second pair. */
  standardErrors(): Float64Array {
    const count = this.#count;
    if (count < 2) return new Float64Array(this.means.length).fill(Infinity);
    const variances = this.#squares.map((squares) => squares / (count - 1));
    const mean = variances.reduce((sum, variance) => sum + variance, 0) / variances.length;
    return variances.map((variance) => Math.sqrt(((count - 1) * variance + mean) / count / count));
  }
}
