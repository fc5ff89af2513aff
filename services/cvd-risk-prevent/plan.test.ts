import { describe, expect, test } from '@jest/globals';
import { plan } from './plan.ts';
import { context } from './test-support/context.fixture.ts';
import { manifests } from './test-support/manifests.fixture.ts';
import { absent, vectorOf } from './test-support/vector.fixture.ts';

type Changes = Parameters<typeof vectorOf>[0];
const planFor = (changes: Changes) => plan({ vector: vectorOf(changes), context }, manifests);
const variantsFor = (changes: Changes) => {
  const made = planFor(changes);
  return made.kind === 'predict' ? made.requests.map(({ variant }) => variant) : made.kind;
};

describe('plan', () => {
  test.each<[string, Changes, readonly string[]]>([
    ['no optional predictor', {}, ['base-10yr', 'base-30yr']],
    ['HbA1c', { hba1c: 7.5 }, ['hba1c-10yr', 'base-30yr']],
    ['UACR', { uacr: 40 }, ['uacr-10yr', 'base-30yr']],
    ['both', { hba1c: 7.5, uacr: 40 }, ['full-10yr', 'base-30yr']],
    ['HbA1c out of range', { hba1c: 4.4 }, ['base-10yr', 'base-30yr']],
    ['age 59', { age: 59 }, ['base-10yr', 'base-30yr']],
    ['age 60', { age: 60 }, ['base-10yr']],
    ['age 30', { age: 30 }, ['base-10yr', 'base-30yr']],
    ['age 79', { age: 79 }, ['base-10yr']],
  ])('%s', (_, changes, variants) => {
    expect(variantsFor(changes)).toEqual(variants);
  });

  test.each<[string, Changes, string]>([
    ['age 29', { age: 29 }, 'Age 29'],
    ['age 80', { age: 80 }, 'Age 80'],
    ['deceased', { deceased: true }, 'died'],
    ['known disease', { prior_cvd: true }, 'Cardiovascular disease is on record'],
    ['age 80 without lipids', { age: 80, total_c: absent('none-recorded') }, 'Age 80'],
  ])('%s is not applicable', (_, changes, reason) => {
    const made = planFor(changes);
    expect(made).toMatchObject({ kind: 'not-applicable', reasons: [expect.stringContaining(reason)] });
  });

  test.each<[string, string, Changes]>([
    ['total_c', 'none-recorded', { total_c: absent('none-recorded') }],
    ['hdl_c', 'unit-refused', { hdl_c: absent('unit-refused') }],
    ['sbp', 'stale', { sbp: absent('stale') }],
    ['smoking', 'none-recorded', { smoking: absent('none-recorded') }],
    ['sex', 'no-value', { sex: absent('no-value') }],
    ['sex', 'no-value', { sex: 'other' }],
    ['bp_tx', 'not-queried', { bp_tx: absent('not-queried') }],
    ['prior_cvd', 'query-failed', { prior_cvd: absent('query-failed') }],
    ['deceased', 'not-queried', { deceased: absent('not-queried') }],
    ['age', 'none-recorded', { age: absent('none-recorded') }],
  ])('without %s (%s) there is no number', (feature, reason, changes) => {
    expect(planFor(changes)).toMatchObject({
      kind: 'insufficient-data',
      missing: [{ feature, reason, required: true }],
    });
  });

  test('behind an eGFR that cannot be derived the creatinine is named', () => {
    const made = planFor({ egfr: absent('input-missing'), creatinine: absent('unit-refused') });
    expect(made).toMatchObject({
      kind: 'insufficient-data',
      missing: [
        { feature: 'egfr', reason: 'input-missing' },
        { feature: 'creatinine', reason: 'unit-refused' },
      ],
      reasons: [
        'eGFR: cannot be calculated: something it needs is missing.',
        'Creatinine: recorded in a unit that is not accepted.',
      ],
    });
  });

  test.each<[Changes, string]>([
    [{ sbp: 181 }, 'Systolic blood pressure 181 mmHg is above the model’s range 90–180 mmHg.'],
    [{ sbp: 89 }, 'Systolic blood pressure 89 mmHg is below the model’s range 90–180 mmHg.'],
    [{ total_c: 321 }, 'Total cholesterol 321 mg/dL is above the model’s range 130–320 mg/dL.'],
    [{ egfr: 14 }, 'eGFR 14 mL/min/1.73 m² is below the model’s range 15–140 mL/min/1.73 m².'],
    [{ egfr: 141 }, 'eGFR 141 mL/min/1.73 m² is above the model’s range 15–140 mL/min/1.73 m².'],
  ])('%j is said, not clamped', (changes, reason) => {
    expect(planFor(changes)).toEqual({ kind: 'insufficient-data', missing: [], reasons: [reason] });
  });

  test.each<[string, Changes]>([
    ['missing', { bmi: absent('none-recorded') }],
    ['40.1', { bmi: 40.1 }],
    ['18.4', { bmi: 18.4 }],
  ])('BMI %s withholds heart failure only', (_, changes) => {
    const made = planFor(changes);
    expect(made.kind === 'predict' && made.requests.map(({ outputs }) => outputs)).toEqual([
      ['total_cvd', 'ascvd', 'chd', 'stroke'],
      ['total_cvd', 'ascvd', 'chd', 'stroke'],
    ]);
    expect(made.kind === 'predict' && made.requests[0]?.explain).toEqual(['total_cvd']);
  });

  test('the inputs reach the model as they are', () => {
    const made = planFor({ hba1c: 7.5 });
    expect(made.kind === 'predict' && made.requests[0]?.inputs).toEqual({
      age: 50,
      sex: 'female',
      sbp: 160,
      bp_tx: true,
      total_c: 200,
      hdl_c: 45,
      statin: false,
      dm: true,
      smoking: false,
      egfr: 90,
      bmi: 35,
      hba1c: 7.5,
    });
  });
});
