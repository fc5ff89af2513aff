import { expect, test } from '@jest/globals';
import { valueOf } from './value-of.ts';

const asOf = '2026-03-01T12:00:00Z';

test('a present feature has its value, no among them; an absent or unknown one has none', () => {
  const no = { status: 'present', value: false, unit: '{boolean}', references: [] } as const;
  const stale = { status: 'absent', reason: 'stale', references: [] } as const;
  const vector = { asOf, features: { smoker: no, creatinine: stale } };
  expect(['smoker', 'creatinine', 'other'].map((name) => valueOf(vector, name))).toEqual([false, undefined, undefined]);
});
