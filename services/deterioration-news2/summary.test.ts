import { describe, expect, test } from '@jest/globals';
import type { AbsenceReason } from '@cardwright/cds-service';
import { predictionOf } from './chart.fixture.ts';
import { zero } from './zero-patient.ts';
import type { Observed } from './own-points.ts';
import { readPrediction } from './reading.ts';
import { summary } from './summary.ts';

const of = (chart: Partial<Observed>, reason: AbsenceReason = 'none-recorded', first = reason) => {
  const whole = { ...zero, ...chart };
  const complete = Object.values(whole).every((value) => value !== null);
  const absent = Object.entries(whole).filter(([, value]) => value === null);
  const missing = absent.map(([feature], index) => ({
    feature,
    reason: index === 0 ? first : reason,
    required: false,
  }));
  return summary(readPrediction([predictionOf(whole, complete ? 'news2' : 'news2-lower-bound')]), missing);
};

describe('summary', () => {
  test.each<[Partial<Observed>, string]>([
    [{}, 'NEWS2 0 (low risk)'],
    [{ consciousness: 'C' }, 'NEWS2 3 (low–medium risk): new confusion (3)'],
    [{ on_oxygen: true, sbp: 98 }, 'NEWS2 4 (low risk): on oxygen (2), systolic 98 mmHg (2)'],
    [{ temperature: 39.1, scale2: null }, 'NEWS2 at least 2 (risk not yet known): temperature 39.1 °C (2)'],
    [
      { resp_rate: 30, consciousness: null },
      'NEWS2 at least 3 (at least low–medium risk): respiratory rate 30/min (3); consciousness not recorded',
    ],
    [
      { resp_rate: 25, spo2: 85, sbp: 98, consciousness: null, temperature: null },
      'NEWS2 at least 8 (high risk): respiratory rate 25/min (3), SpO2 85% (3), systolic 98 mmHg (2); consciousness and temperature not recorded',
    ],
  ])('%j', (chart, expected) => {
    expect(of(chart)).toBe(expected);
  });
  test('does not call unrecorded what cannot be used', () => {
    expect(of({ sbp: null }, 'unit-refused')).toMatch(/; systolic not usable$/);
    expect(of({ sbp: null, temperature: null }, 'none-recorded', 'stale')).toMatch(
      /; systolic and temperature not recorded or usable$/,
    );
  });
  test('never reaches 140 characters, whatever scores and whatever is missing', () => {
    const worst = {
      resp_rate: 30,
      spo2: 100,
      scale2: true,
      on_oxygen: true,
      sbp: 230,
      heart_rate: 140,
      consciousness: 'V',
      temperature: 34.9,
    };
    const names = ['resp_rate', 'spo2', 'on_oxygen', 'sbp', 'heart_rate', 'consciousness', 'temperature'];
    for (let mask = 0; mask < 2 ** names.length; mask += 1) {
      const absent = names.filter((_, bit) => (mask >> bit) % 2 === 1).map((name) => [name, null] as const);
      const text = of({ ...worst, ...Object.fromEntries(absent) }, 'none-recorded', 'stale');
      expect(text.length).toBeLessThan(140);
      expect(text).toMatch(absent.length === 0 ? /^NEWS2 20 \(high risk\): .*…$/ : /not (usable|recorded or usable)$/);
    }
  });
});
