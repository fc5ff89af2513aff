import { expect, test } from '@jest/globals';
import { roundHalfUp } from './round-half-up.ts';

/** By the digits as they are printed, whatever they cost. */
function byDigits(value: number, decimals: number): number {
  const [digits = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const shifted = Math.round(Number(`${digits}e${Number(exponent) + decimals}`));
  return Math.sign(value) * Number(`${shifted}e${-decimals}`);
}

test.each([
  [9.35, 1, 9.4],
  [-9.35, 1, -9.4],
  [1.005, 2, 1.01],
  [0.1465, 3, 0.147],
  [2.5, 0, 3],
  [1e-7, 2, 0],
])('%d at %d decimals is %d', (value, decimals, expected) => {
  expect(roundHalfUp(value, decimals)).toBe(expected);
});

test('the short way gives what the printed digits give, on both sides of every half', () => {
  const differing: number[] = [];
  for (let thousandths = 0; thousandths < 40_000; thousandths += 5) {
    const exact = thousandths / 1000;
    for (const value of [
      exact,
      exact * (1 + Number.EPSILON),
      exact * (1 - Number.EPSILON),
      -exact,
      exact * 1e4,
      exact / 7,
    ])
      for (const decimals of [0, 1, 2, 3])
        if (!Object.is(roundHalfUp(value, decimals), Number.isInteger(value) ? value : byDigits(value, decimals)))
          differing.push(value);
  }
  expect(differing).toEqual([]);
});
