import { describe, expect, test } from '@jest/globals';
import { predictionOf } from './chart.fixture.ts';
import { zero } from './zero-patient.ts';
import { readPrediction } from './reading.ts';

describe('readPrediction', () => {
  test('sorts parameters by points, ties in chart order', () => {
    const { scored } = readPrediction([predictionOf({ ...zero, temperature: 39.2, sbp: 98, consciousness: 'V' })]);
    expect(scored.slice(0, 3).map(({ input, score }) => [input, score])).toEqual([
      ['consciousness', 3],
      ['sbp', 2],
      ['temperature', 2],
    ]);
    expect(scored).toHaveLength(7);
  });
  test('keeps parameters without a value apart', () => {
    const reading = readPrediction([predictionOf({ ...zero, sbp: null, on_oxygen: null }, 'news2-lower-bound')]);
    expect(reading.atLeast).toBe(true);
    expect(reading.unscored.map(({ input }) => input)).toEqual(['on_oxygen', 'sbp']);
    expect(reading.scored.map(({ input }) => input)).not.toContain('sbp');
  });
  test.each([[[]], [[{ ...predictionOf(zero), outputs: {} }]]])(
    'refuses a prediction without a score',
    (predictions) => {
      expect(() => readPrediction(predictions)).toThrow(expect.objectContaining({ code: 'model-failed' }));
    },
  );
});
