/** Numbers in [0, 1), always the same for the same seed. */
export type Random = () => number;

/** A linear congruential generator over 32 bits (constants of Numerical Recipes), its seed mixed from a text and a number. For stories, not for secrets. */
export function seededRandom(seed: number, text: string): Random {
  let state =
    [...text].reduce(
      (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619),
      seed ^ 2_166_136_261,
    ) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A number between two bounds, rounded to so many decimals. */
export function between(random: Random, low: number, high: number, decimals = 0): number {
  return Number((low + random() * (high - low)).toFixed(decimals));
}
