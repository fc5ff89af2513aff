import { describe, expect, test } from '@jest/globals';
import { predictionOf } from './chart.fixture.ts';
import { zero } from './zero-patient.ts';
import type { Observed } from './own-points.ts';
import { readPrediction } from './reading.ts';
import { metResponses } from './responses.ts';

const met = (chart: Partial<Observed>) =>
  metResponses(readPrediction([predictionOf({ ...zero, ...chart })])).map(({ id }) => id);
const metAtLeast = (chart: Partial<Observed>) =>
  metResponses(readPrediction([predictionOf({ ...zero, ...chart, temperature: null }, 'news2-lower-bound')])).map(
    ({ when }) => when,
  );

describe('metResponses', () => {
  test.each<[string, Partial<Observed>, readonly string[]]>([
    ['score 0', {}, ['score-0']],
    ['score 1', { temperature: 38.1 }, ['score-1-4']],
    ['score 4', { resp_rate: 21, sbp: 98 }, ['score-1-4']],
    ['score 3 in one parameter', { consciousness: 'P' }, ['single-parameter-3']],
    ['score 5', { consciousness: 'P', sbp: 98 }, ['score-5-6']],
    ['score 6 without a 3', { resp_rate: 21, sbp: 98, heart_rate: 111 }, ['score-5-6']],
    ['score 7', { resp_rate: 21, sbp: 98, heart_rate: 111, temperature: 38.1 }, ['score-7-or-more']],
    ['score 9 with a 3', { resp_rate: 25, sbp: 98, heart_rate: 111, on_oxygen: true }, ['score-7-or-more']],
  ])('one row, that of the category: %s', (_, chart, expected) => {
    expect(met(chart)).toEqual(expected);
  });
  test.each<[string, Partial<Observed>, readonly string[]]>([
    ['0: no row is known to be met, least of all twelve hours of rest', {}, []],
    ['2', { resp_rate: 21 }, ['at least score 1-4']],
    ['3 in one parameter', { consciousness: 'P' }, ['any single parameter 3']],
    ['5', { resp_rate: 21, sbp: 98, heart_rate: 91 }, ['at least score 5-6']],
    ['7: nothing lies above it', { resp_rate: 25, sbp: 98, heart_rate: 111 }, ['score >= 7']],
  ])('a lower bound of %s', (_, chart, expected) => {
    expect(metAtLeast(chart)).toEqual(expected);
  });
  test('every row carries the source and its recommendation', () => {
    const rows = metResponses(readPrediction([predictionOf({ ...zero, consciousness: 'U', resp_rate: 30, spo2: 80 })]));
    expect(rows[0]).toEqual({
      id: 'score-7-or-more',
      when: 'score >= 7',
      recommendation: 'Continuous monitoring; emergency response by critical-care-competent team',
      source: 'RCP 2017, as in GDL2 NEWS2.v1',
    });
  });
});
