import type { FeatureVector } from '@cardwright/cds-service';
import { expect, test } from '@jest/globals';
import { judgeUspstf } from './uspstf.ts';

const vector = (values: Readonly<Record<string, number | string>>): FeatureVector => ({
  asOf: '2026-03-02T09:00:00Z',
  features: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { status: 'present', value, unit: '1', references: [] }]),
  ),
});
const smokes = { age: 60, smoking_status: 'current' };
const quit = { age: 60, smoking_status: 'former', pack_years: 30 };

test.each<[string, Readonly<Record<string, number | string>>, string]>([
  ['20 pack-years', { ...smokes, pack_years: 20 }, 'met'],
  ['19.9 pack-years', { ...smokes, pack_years: 19.9 }, 'not-met'],
  ['a pack a day for 20 years', { ...smokes, cigarettes_per_day: 20, smoking_duration_years: 20 }, 'met'],
  ['no pack-years', smokes, 'unknown'],
  [
    'two pack-years on one side of 20',
    { ...smokes, pack_years: 25, cigarettes_per_day: 20, smoking_duration_years: 30 },
    'met',
  ],
  [
    'two pack-years that disagree',
    { ...smokes, pack_years: 10, cigarettes_per_day: 20, smoking_duration_years: 30 },
    'unknown',
  ],
  ['quit 15 years ago', { ...quit, quit_years: 15 }, 'met'],
  ['quit 15.1 years ago', { ...quit, quit_years: 15.1 }, 'not-met'],
  ['quit, nobody knows when', quit, 'unknown'],
  ['too few pack-years, nobody knows when quit', { ...quit, pack_years: 5 }, 'not-met'],
  ['50 years old', { ...smokes, pack_years: 30, age: 50 }, 'met'],
  ['49 years old', { ...smokes, pack_years: 30, age: 49 }, 'not-met'],
  ['81 years old', { ...smokes, pack_years: 30, age: 81 }, 'not-met'],
])('%s', (_, values, kind) => {
  expect(judgeUspstf(vector(values)).kind).toBe(kind);
});
