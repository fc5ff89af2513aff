import { describe, expect, test } from '@jest/globals';
import { checkCard } from '@cardwright/cards';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { absent, predictionOf, present, vectorOf } from './chart.fixture.ts';
import { zero } from './zero-patient.ts';
import type { Observed } from './own-points.ts';
import type { Variant } from './signature.ts';

const context = { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] };

function cardOf(chart: Partial<Observed>, changes: Parameters<typeof vectorOf>[0] = {}, variant: Variant = 'news2') {
  const vector = vectorOf(changes);
  const predictions = [predictionOf({ ...zero, ...chart }, variant)];
  const assessment = assess({ vector, context }, predictions);
  const [only, ...more] = cards({ vector, context, assessment, predictions, models: {}, version: 'v1' });
  expect(more).toEqual([]);
  if (!only) throw new Error('no card');
  expect(checkCard(only)).toEqual([]);
  return only;
}

describe('cards', () => {
  test.each<[string, Partial<Observed>, string]>([
    ['0', {}, 'info'],
    ['4', { resp_rate: 21, sbp: 98 }, 'info'],
    ['3 in one parameter', { consciousness: 'C' }, 'warning'],
    ['5', { resp_rate: 21, sbp: 98, temperature: 38.1 }, 'warning'],
    ['6', { resp_rate: 21, sbp: 98, heart_rate: 111 }, 'warning'],
    ['7', { resp_rate: 21, sbp: 98, heart_rate: 111, temperature: 38.1 }, 'critical'],
  ])('score %s has its indicator', (_, chart, indicator) => {
    expect(cardOf(chart).indicator).toBe(indicator);
  });
  test('lists every parameter with value, time and points, most points first', () => {
    const { detail = '' } = cardOf(
      { temperature: 39.1 },
      { temperature: present(39.1, { recorded: { value: 102.4, unit: '[degF]' } }) },
    );
    const rows = detail.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(9);
    expect(rows[2]).toMatch(
      /^\| temperature \| 39\.1 °C \(recorded as 102\.4 °F\) \| 13:40 \(UTC\), 20 min ago \| 2 \|$/,
    );
  });
  test('says why a parameter is missing and that it may score', () => {
    const { detail = '' } = cardOf({ sbp: null }, { sbp: absent('unit-refused') }, 'news2-lower-bound');
    expect(detail).toContain('| systolic | — | recorded in a unit that is not accepted | 0 or more |');
    expect(detail).toContain('the response may have to be a higher one');
  });
  test('an implausible value is refused with the limits that it broke', () => {
    const broken = { ...absent('implausible'), detail: 'the value lies outside 50 to 100 %' };
    const { detail = '' } = cardOf({ spo2: null }, { spo2: broken }, 'news2-lower-bound');
    expect(detail).toContain('was not used: the value lies outside 50 to 100 % | 0 or more |');
  });
  test('a lower bound of 0 repeats no response and is said once, as information', () => {
    const { detail = '' } = cardOf({ sbp: null }, { sbp: absent() }, 'news2-lower-bound');
    expect(detail).not.toContain('Monitor at least every 12 h');
    expect(detail).not.toMatch(/^Complete /m);
    expect(detail).toContain('No response of the source can be read from this score yet');
    expect(detail.match(/lower bound/g)).toHaveLength(1);
  });
  test('a score of 3 in one parameter gives one monitoring frequency, not two', () => {
    const { detail = '' } = cardOf({ consciousness: 'C' });
    expect(detail).toContain('At least hourly; urgent review by ward-based doctor');
    expect(detail).not.toContain('every 4-6 h');
  });
  test('names the source as the RCP asks, the model and the version, the limits; suggests nothing', () => {
    const made = cardOf({});
    expect(made.source.label).toContain('Royal College of Physicians');
    expect(made.detail).toContain('news2@news2');
    expect(made.detail).toContain('Not for children under 16 and not in pregnancy.');
    expect(made.suggestions).toBeUndefined();
  });
});
