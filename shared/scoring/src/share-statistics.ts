/**
 * Mean and standard error of Shapley values sampled pair by pair, one antithetic pair a sample.
 *
 * A few pairs can agree by chance where players interact, which would state an error of 0 for a wrong number. So the
 * variance between pairs is drawn, by the weight of one sample, towards what it would be were the two orders of a pair
 * independent. That is too much for a model of pairwise interactions (a pair is exact there) and right for one of many.
 * An error of 0 is stated only when no order ever made a difference.
 */
export class ShareStatistics {
  readonly means: Float64Array;
  readonly #squares: Float64Array;
  readonly #halves: Float64Array;
  #count = 0;

  constructor(players: number) {
    this.means = new Float64Array(players);
    this.#squares = new Float64Array(players);
    this.#halves = new Float64Array(players);
  }

  /** Pairs added so far. */
  get count(): number {
    return this.#count;
  }

  /** Adds one pair; `order[position]` is the player at a position of its marginals (Welford's update). */
  add(pair: { readonly forward: Float64Array; readonly backward: Float64Array }, order: Int32Array): void {
    this.#count += 1;
    order.forEach((player, position) => {
      const [first, second] = [pair.forward[position] ?? NaN, pair.backward[position] ?? NaN];
      const share = (first + second) / 2;
      const before = this.means[player] ?? NaN;
      const after = before + (share - before) / this.#count;
      this.means[player] = after;
      this.#squares[player] = (this.#squares[player] ?? NaN) + (share - before) * (share - after);
      this.#halves[player] = (this.#halves[player] ?? NaN) + ((first - second) / 2) ** 2;
    });
  }

  /** One standard error of each mean; Infinity before the second pair. */
  standardErrors(): Float64Array {
    const count = this.#count;
    if (count < 2) return new Float64Array(this.means.length).fill(Infinity);
    return this.#squares.map((squares, player) => {
      const independent = (this.#halves[player] ?? NaN) / count;
      return Math.sqrt((squares + independent) / count / count);
    });
  }
}
