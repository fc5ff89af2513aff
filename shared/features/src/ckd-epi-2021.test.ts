import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ckdEpi2021 } from './ckd-epi-2021.ts';

interface Vector {
  readonly id: string;
  readonly age: number;
  readonly sex: 'female' | 'male';
  readonly creatinine: number;
  readonly egfr: number;
  readonly tolerance: number;
  readonly source: string;
}
const file = new URL('./fixtures/ckd-epi-2021.vectors.json', import.meta.url);
const { vectors }: { readonly vectors: readonly Vector[] } = JSON.parse(readFileSync(file, 'utf8'));

describe('CKD-EPI 2021', () => {
  test.each(vectors.map((v) => [v.id, v.source, v] as const))('vector %s of %s', (_id, _source, v) => {
    expect(Math.abs(ckdEpi2021(v.creatinine, v.age, v.sex) - v.egfr)).toBeLessThanOrEqual(v.tolerance);
  });

  test('has its knot at κ', () => {
    expect(ckdEpi2021(0.7, 50, 'female')).toBeCloseTo(142 * 0.9938 ** 50 * 1.012, 10);
    expect(ckdEpi2021(0.9, 50, 'male')).toBeCloseTo(142 * 0.9938 ** 50, 10);
  });
});
