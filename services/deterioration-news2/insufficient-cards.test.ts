import { describe, expect, test } from '@jest/globals';
import { checkCard } from '@cardwright/cards';
import { absent, present, vectorOf } from './chart.fixture.ts';
import { insufficientCards } from './insufficient-cards.ts';

const context = { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] };
const missing = [{ feature: 'resp_rate', reason: 'stale', required: true } as const];
const reasons = ['2 of 6 observations recorded in the last 12 h; at least 3 are needed.'];

describe('insufficientCards', () => {
  test('names what is missing and why', () => {
    const [only] = insufficientCards({ vector: vectorOf(), context, missing, reasons });
    expect(only?.indicator).toBe('info');
    expect(only?.detail).toContain('respiratory rate: too old to use');
    expect(only?.detail).toContain('2 of 6 observations');
    expect(only && checkCard(only)).toEqual([]);
  });
  test.each([
    ['elsewhere', present('AMB')],
    ['when the encounter is not known', absent('query-failed')],
  ])('stays silent %s', (_, encounter) => {
    expect(insufficientCards({ vector: vectorOf({ encounter_class: encounter }), context, missing, reasons })).toEqual(
      [],
    );
  });
});
