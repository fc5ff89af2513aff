import { describe, expect, test } from '@jest/globals';
import { assess } from './assess.ts';
import { absent, predictionOf, present, vectorOf } from './chart.fixture.ts';
import { zero } from './zero-patient.ts';

const context = { hook: 'notification', patientId: 'p1', draftOrders: [], selections: [] };
const high = { ...zero, resp_rate: 25, spo2: 85, sbp: 98 };

describe('assess', () => {
  test('a complete chart: score and category without a bound, nothing missing', () => {
    const assessment = assess({ vector: vectorOf(), context }, [predictionOf(zero)]);
    expect(assessment.risks).toEqual([
      { name: 'score', title: 'NEWS2 score', value: 0, unit: '{score}', model: 'news2@news2' },
      { name: 'risk', title: 'NEWS2 clinical risk', value: 'low', unit: '{category}', model: 'news2@news2' },
    ]);
    expect(assessment.missing).toEqual([]);
    expect(assessment.notes.join('\n')).not.toContain('lower bound');
  });
  test('a lower bound marks score and category, and says what is missing', () => {
    const vector = vectorOf({ consciousness: absent('stale') });
    const assessment = assess({ vector, context }, [
      predictionOf({ ...zero, consciousness: null }, 'news2-lower-bound'),
    ]);
    expect(assessment.risks.map(({ atLeast }) => atLeast)).toEqual([true, true]);
    expect(assessment.missing).toEqual([{ feature: 'consciousness', reason: 'stale', required: false }]);
    expect(assessment.notes[0]).toContain('lower bound');
  });
  test('nothing lies above high: its category is certain though the score is a bound', () => {
    const vector = vectorOf({ consciousness: absent() });
    const { risks } = assess({ vector, context }, [
      predictionOf({ ...high, consciousness: null }, 'news2-lower-bound'),
    ]);
    expect(risks.map(({ value, atLeast }) => [value, atLeast])).toEqual([
      [8, true],
      ['high', undefined],
    ]);
  });
  test.each([
    ['the same hour', '2026-03-10T12:50:00Z', undefined],
    [
      'an older round',
      '2026-03-10T03:10:00Z',
      'The values are not of one round of observations: the oldest is respiratory rate, 03:10 (UTC), 10 h ago.',
    ],
  ])('values of %s', (_, effective, note) => {
    const { notes } = assess({ vector: vectorOf({ resp_rate: present(16, { effective }) }), context }, [
      predictionOf(zero),
    ]);
    expect(notes.find((text) => text.includes('not of one round'))).toBe(note);
  });
  test.each([
    ['scale 1', {}, 'SpO2 scale 1 is used: a decision for scale 2 is not recorded, counted as no.'],
    ['scale 2', { scale2: present(true) }, 'SpO2 scale 2 (target 88–92 %) is used, on the recorded decision.'],
    [
      'oxygen',
      { on_oxygen_as_charted: absent() },
      'Whether the patient is on oxygen is not known: no points are counted for it; on oxygen the score is at least 2 higher.',
    ],
    [
      'pregnancy',
      { pregnant_condition: absent('query-failed') },
      'Whether the patient is pregnant could not be read; NEWS2 is not for use in pregnancy.',
    ],
  ])('says what a reader must know: %s', (_, changes, note) => {
    expect(assess({ vector: vectorOf(changes), context }, [predictionOf(zero)]).notes).toContain(note);
  });
});
