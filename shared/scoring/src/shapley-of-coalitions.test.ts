import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shapleyOfCoalitions } from './shapley-of-coalitions.ts';
import { bruteForceShapley } from './testing/brute-force-shapley.ts';

const maskOf = (players: ReadonlySet<number>): number => [...players].reduce((mask, player) => mask | (1 << player), 0);

test('equals the mean over all orders, for any function of up to six players', () => {
  const games = fc
    .integer({ min: 1, max: 6 })
    .chain((count) =>
      fc.tuple(
        fc.constant(count),
        fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2 ** count, maxLength: 2 ** count }),
      ),
    );
  fc.assert(
    fc.property(games, ([count, table]) => {
      const shares = shapleyOfCoalitions((mask) => table[mask] ?? NaN, count);
      bruteForceShapley((players) => table[maskOf(players)] ?? NaN, count).forEach((share, player) => {
        expect(shares[player]).toBeCloseTo(share, 9);
      });
    }),
    { numRuns: 60 },
  );
});

test('twelve players: a product of all is shared equally', () => {
  const shares = shapleyOfCoalitions((mask) => (mask === 2 ** 12 - 1 ? 1 : 0), 12);
  for (const share of shares) expect(share).toBeCloseTo(1 / 12, 12);
});

test('no players, no shares', () => {
  expect(shapleyOfCoalitions(() => 3, 0)).toHaveLength(0);
});
