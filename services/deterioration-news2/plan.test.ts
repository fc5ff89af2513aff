import { describe, expect, test } from '@jest/globals';
import { absent, present, vectorOf } from './chart.fixture.ts';
import { zero } from './zero-patient.ts';
import { plan } from './plan.ts';

const context = { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] };
const planOf = (changes: Parameters<typeof vectorOf>[0]) => plan({ vector: vectorOf(changes), context });

describe('plan', () => {
  test('runs news2 when every parameter is there, and asks why', () => {
    expect(planOf({})).toEqual({ kind: 'predict', requests: [{ variant: 'news2', inputs: zero, explain: ['score'] }] });
  });
  test.each(['resp_rate', 'spo2', 'sbp', 'heart_rate', 'consciousness', 'temperature'])(
    'runs the lower bound without %s, and puts nothing in its place',
    (name) => {
      expect(planOf({ [name]: absent('stale') })).toMatchObject({
        kind: 'predict',
        requests: [{ variant: 'news2-lower-bound', inputs: { ...zero, [name]: null } }],
      });
    },
  );
  test('does not take unknown oxygen for air', () => {
    expect(planOf({ on_oxygen_as_charted: absent() })).toMatchObject({
      requests: [{ variant: 'news2-lower-bound', inputs: { on_oxygen: null } }],
    });
  });
  test('uses scale 1 where no code for scale 2 is configured, though conditions could not be read', () => {
    expect(planOf({ scale2: absent('query-failed') })).toMatchObject({
      requests: [{ variant: 'news2', inputs: { scale2: false } }],
    });
  });
  test('needs three measured parameters; oxygen does not count as one', () => {
    const three = { sbp: absent(), heart_rate: absent(), temperature: absent() };
    expect(planOf(three).kind).toBe('predict');
    expect(planOf({ ...three, consciousness: absent('unit-refused') })).toEqual({
      kind: 'insufficient-data',
      missing: [
        { feature: 'sbp', reason: 'none-recorded', required: true },
        { feature: 'heart_rate', reason: 'none-recorded', required: true },
        { feature: 'consciousness', reason: 'unit-refused', required: true },
        { feature: 'temperature', reason: 'none-recorded', required: true },
      ],
      reasons: ['2 of 6 observations recorded in the last 12 h; at least 3 are needed.'],
    });
  });
  test('asks for the population first', () => {
    expect(planOf({ age: present(15), sbp: absent() }).kind).toBe('not-applicable');
  });
});
