import { expect, test } from '@jest/globals';
import { explanationSeed } from './explanation-seed.ts';

test('patient and version decide, nothing else; written down once, so that a replay years later draws the same', () => {
  expect(explanationSeed('patient-1', 'abc')).toBe(392_089_551);
});

test('seeds are 32 bits, and neighbours differ', () => {
  const seeds = Array.from({ length: 2000 }, (_, i) => explanationSeed(String(i), 'v'));
  expect(new Set(seeds).size).toBe(2000);
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  expect(explanationSeed('a', 'v1')).not.toBe(explanationSeed('a', 'v2'));
  const low = seeds.filter((seed) => seed < 2 ** 31).length;
  expect(Math.abs(low - 1000)).toBeLessThan(120);
});
