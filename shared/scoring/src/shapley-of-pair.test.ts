import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shapleyOfPair } from './shapley-of-pair.ts';
import { bruteForceShapley } from './testing/brute-force-shapley.ts';

type Game = (players: ReadonlySet<number>) => number;

/** The rows of the pair as their definition says: joining in order, then in the opposite order, ends shared. */
const playersOfRow = (row: number, count: number): ReadonlySet<number> =>
  new Set(
    Array.from({ length: count }, (_, player) => player).filter((p) => (row <= count ? p < row : p >= 2 * count - row)),
  );
const ofPair = (game: Game, count: number): Float64Array =>
  shapleyOfPair((row) => game(playersOfRow(row, count)), count);

const pairwise =
  (count: number, terms: readonly number[]): Game =>
  (players) => {
    let sum = terms[0] ?? 0;
    for (const a of players) for (const b of players) if (a <= b) sum += terms[1 + a * count + b] ?? 0;
    return sum;
  };

test('equals the mean over all orders where no more than two players interact', () => {
  const games = fc.integer({ min: 1, max: 6 }).chain((count) =>
    fc.tuple(
      fc.constant(count),
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
        minLength: count * count + 1,
        maxLength: count * count + 1,
      }),
    ),
  );
  fc.assert(
    fc.property(games, ([count, terms]) => {
      const game = pairwise(count, terms);
      const shares = ofPair(game, count);
      bruteForceShapley(game, count).forEach((share, player) => expect(shares[player]).toBeCloseTo(share, 9));
    }),
    { numRuns: 60 },
  );
});

describe('where three players interact it is wrong, which is why interactionOrder must be proven', () => {
  test('it gives the middle one nothing of a product of three', () => {
    const game: Game = (players) => (players.size === 3 ? 1 : 0);
    expect([...ofPair(game, 3)]).toEqual([0.5, 0, 0.5]);
    expect(bruteForceShapley(game, 3)[1]).toBeCloseTo(1 / 3, 12);
  });
});
