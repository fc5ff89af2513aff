import { expect, test } from '@jest/globals';
import type { Feature, FeatureVector } from '@cardwright/cds-service';
import { urineRates } from './urine-rates.ts';

const number = (value: number, unit: string, effective?: string): Feature => ({
  status: 'present',
  value,
  unit,
  references: [],
  ...(effective && { effective }),
});
const vector = (features: Readonly<Record<string, Feature>>): FeatureVector => ({
  asOf: '2026-03-02T12:00:00Z',
  features,
});
const charted = {
  weight: number(70, 'kg'),
  urine_latest: number(50, 'mL', '2026-03-02T12:00:00Z'),
  urine_6h: number(210, 'mL', '2026-03-02T12:00:00Z'),
  urine_start_6h: number(60, 'mL', '2026-03-02T06:00:00Z'),
};

test('volume over weight and over the hours between the first and the newest charting', () => {
  expect(urineRates(vector(charted))['urine_ml_kg_h_6h']).toBe(0.5);
  const earlier = { ...charted, urine_start_6h: number(60, 'mL', '2026-03-02T05:00:00Z') };
  expect(urineRates(vector(earlier))['urine_ml_kg_h_6h']).toBeCloseTo(3 / 7, 12);
});

test('no urine at all is 0, urine that is not charted is null', () => {
  expect(
    urineRates(vector({ ...charted, urine_6h: number(0, 'mL', '2026-03-02T12:00:00Z') }))['urine_ml_kg_h_6h'],
  ).toBe(0);
  expect(urineRates(vector(charted))['urine_ml_kg_h_12h']).toBeNull();
  for (const name of Object.keys(charted)) {
    const without = Object.fromEntries(Object.entries(charted).filter(([key]) => key !== name));
    expect(urineRates(vector(without))['urine_ml_kg_h_6h']).toBeNull();
  }
});

test('a date without a time of day begins no period', () => {
  const dated = { ...charted, urine_start_6h: number(60, 'mL', '2026-03-02') };
  expect(urineRates(vector(dated))['urine_ml_kg_h_6h']).toBeNull();
});
