import { expect, test } from '@jest/globals';
import type { Feature, Prediction } from '@cardwright/cds-service';
import { isUndecided, metRows } from './thresholds.ts';

const present = (value: number | boolean, unit: string): Feature => ({
  status: 'present',
  value,
  unit,
  references: [],
});
const score = (value: number): Prediction => ({
  model: 'ada-diabetes-risk-test@ada-risk-test',
  variant: 'ada-risk-test',
  sha256: '',
  inputs: {},
  outputs: { score: { value, unit: '{score}' } },
  explanations: [],
});
const tested = (days: number) => ({
  asOf: '2026-03-02T09:00:00Z',
  features: { hba1c: present(5.2, '%'), hba1c_days: present(days, 'd'), prediabetes: present(false, '{boolean}') },
});

test('no row asks for a test while the last one is recent enough', () => {
  expect(metRows(tested(1096), [score(7)])).toEqual([]);
  expect(metRows(tested(1097), [score(7)]).map(({ id }) => id)).toEqual(['ada-risk-test']);
});

test('the row of the ADA test is met by the least that it can be, and one open point is undecided', () => {
  expect(metRows(tested(2000), [score(4), score(6)])).toEqual([]);
  expect(
    [
      [3, 5],
      [4, 4],
      [4, 5],
      [5, 7],
    ].map((bounds) => isUndecided(bounds.map(score))),
  ).toEqual([false, false, true, false]);
});
