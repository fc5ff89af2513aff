import { describe, expect, test } from '@jest/globals';
import { bloodPressureThresholds } from './blood-pressure-thresholds.ts';
import { absent, vectorOf } from './test-support/vector.fixture.ts';

const untreated = { bp_tx: false, dm: false };
const idsFor = (changes: Parameters<typeof vectorOf>[0], risk: number) =>
  bloodPressureThresholds(vectorOf({ ...untreated, ...changes }), risk).map(({ id }) =>
    id.replace('aha-acc-2025-', ''),
  );

describe('bloodPressureThresholds', () => {
  test.each([
    [129, 79, 0.2, []],
    [130, 79, 0.075, ['stage-1-at-risk']],
    [130, 79, 0.0749, ['stage-1-lower-risk']],
    [120, 80, 0.08, ['stage-1-at-risk']],
    [139, 89, 0.08, ['stage-1-at-risk']],
    [140, 70, 0.01, ['stage-2']],
    [139, 90, 0.08, ['stage-2']],
  ])('%i/%i mmHg with a risk of %f', (sbp, dbp, risk, ids) => {
    expect(idsFor({ sbp, dbp }, risk)).toEqual(ids);
  });

  test('someone already treated meets no row about starting treatment', () => {
    expect(idsFor({ sbp: 135, dbp: 85, bp_tx: true }, 0.2)).toEqual([]);
  });

  test.each([{ dm: true }, { egfr: 59 }, { uacr: 30 }])('%j is not sent home with lifestyle alone', (changes) => {
    expect(idsFor({ sbp: 135, dbp: 85, ...changes }, 0.03)).toEqual([]);
  });

  test('without the diastolic pressure of the same reading there is no stage', () => {
    expect(idsFor({ sbp: 135, dbp: absent('none-recorded') }, 0.2)).toEqual([]);
    const earlier = { status: 'present', value: 85, unit: 'mm[Hg]', references: [], effective: '2025-01-01' } as const;
    expect(idsFor({ sbp: 135, dbp: earlier }, 0.2)).toEqual([]);
  });
});
