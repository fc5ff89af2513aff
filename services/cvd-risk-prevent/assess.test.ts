import { describe, expect, test } from '@jest/globals';
import { assess } from './assess.ts';
import { context } from './test-support/context.fixture.ts';
import { predictionsFor } from './test-support/predictions.fixture.ts';
import { absent, vectorOf } from './test-support/vector.fixture.ts';

const assessed = (changes: Parameters<typeof vectorOf>[0]) => {
  const vector = vectorOf(changes);
  return assess({ vector, context }, predictionsFor(vector));
};

describe('assess', () => {
  test('five risks over ten years, then five over thirty, each with its model', () => {
    const { risks } = assessed({});
    expect(risks.map(({ name, horizonYears }) => `${name} ${horizonYears}`)).toEqual([
      ...['total_cvd 10', 'ascvd 10', 'heart_failure 10', 'chd 10', 'stroke 10'],
      ...['total_cvd 30', 'ascvd 30', 'heart_failure 30', 'chd 30', 'stroke 30'],
    ]);
    expect(risks[0]).toMatchObject({ unit: '1', model: 'aha-prevent-2023@base-10yr' });
    expect(risks[0]?.value).toBeCloseTo(0.14683939, 8);
    expect(risks[5]?.model).toBe('aha-prevent-2023@base-30yr');
  });

  test('a withheld output is not a risk, and its feature is listed as missing, not required', () => {
    const { risks, missing } = assessed({ bmi: absent('stale') });
    expect(risks.some(({ name }) => name === 'heart_failure')).toBe(false);
    expect(missing).toEqual([
      { feature: 'bmi', reason: 'stale', required: false },
      { feature: 'hba1c', reason: 'none-recorded', required: false },
      { feature: 'uacr', reason: 'none-recorded', required: false },
    ]);
  });

  test('the stage 1 row rests on the unrounded 10-year total risk', () => {
    const stage1 = { sbp: 137, dbp: 84, bp_tx: false, dm: false, egfr: 88, bmi: 27, hdl_c: 50, age: 64 };
    expect(assessed({ ...stage1, total_c: 207 }).thresholds.map(({ id }) => id)).toEqual([
      'aha-acc-2025-stage-1-at-risk',
    ]);
    expect(assessed({ ...stage1, total_c: 208 }).thresholds.map(({ id }) => id)).toEqual([
      'aha-acc-2025-stage-1-lower-risk',
    ]);
  });

  test('without a prediction there is nothing to say', () => {
    expect(assess({ vector: vectorOf(), context }, []).risks).toEqual([]);
  });
});
