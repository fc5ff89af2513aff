import type { Observation } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import type { ObservationNumber, ObservationPick } from '../declaration.ts';
import { coverage, extractOne, hoursAgo, observation, quantity, said } from '../fixtures/chart.ts';
import { units } from '../units/units.ts';
import { creatinine } from '../value-sets/kidney.ts';
import { bodyTemperature } from '../value-sets/vital-signs.ts';

const key = 'observations-creatinine';
const declared = (pick: ObservationPick, rest: Partial<ObservationNumber> = {}): ObservationNumber => ({
  kind: 'observation-number',
  pick,
  codes: creatinine,
  unit: units.creatinine,
  window: { days: 10 },
  plausible: [0.1, 30],
  ...rest,
});
const result = (id: string, hours: number, value: number, rest: Partial<Observation> = {}) =>
  observation(id, creatinine.codes[0], {
    effectiveDateTime: hoursAgo(hours),
    issued: hoursAgo(hours),
    valueQuantity: quantity(value, 'mg/dL'),
    ...rest,
  });
/** 1, 2, 4 and 9 mg/dL, 72, 48, 24 and 0 hours ago; and one outside the window. */
const chart = [result('a', 72, 1), result('b', 48, 2), result('c', 24, 4), result('d', 0, 9), result('old', 300, 30)];

describe('summaries of the window', () => {
  test.each<[ObservationPick, number, string]>([
    ['mean', 4, 'mg/dL'],
    ['median', 3, 'mg/dL'],
    ['sum', 16, 'mg/dL'],
    // Deviations -3, -2, 0, 5: 38 / 3.
    ['sd', Math.sqrt(38 / 3), 'mg/dL'],
    ['count', 4, '1'],
    // Days 0..3: sum of (x - 1.5)(y - 4) = 4.5 + 1 + 0 + 7.5 = 13, over 5.
    ['slope-per-day', 13 / 5, 'mg/dL/d'],
    ['delta-from-previous', 5, 'mg/dL'],
    ['min', 1, 'mg/dL'],
    ['max', 9, 'mg/dL'],
    ['first', 1, 'mg/dL'],
    ['latest', 9, 'mg/dL'],
  ])('%s', (pick, value, unit) => {
    const feature = extractOne(declared(pick), chart);
    expect(feature).toMatchObject({ status: 'present', unit });
    expect(said(feature)).toBeCloseTo(value, 12);
    expect(said(extractOne(declared(pick), chart.toReversed()))).toBe(said(feature));
  });

  test('names the results used, the newest first, with its time and how it was computed', () => {
    expect(extractOne(declared('mean'), chart)).toEqual({
      status: 'present',
      value: 4,
      unit: 'mg/dL',
      effective: hoursAgo(0),
      references: ['d', 'c', 'b', 'a'].map((id) => `Observation/${id}`),
      derivation: 'mean of 4 results',
    });
  });

  test('differences of degrees are kelvins', () => {
    const fever = declared('delta-from-previous', {
      codes: bodyTemperature,
      unit: units.temperature,
      plausible: [25, 45],
    });
    const temperature = (id: string, hours: number, value: number, code: string) =>
      observation(id, bodyTemperature.codes[0], {
        effectiveDateTime: hoursAgo(hours),
        valueQuantity: quantity(value, code),
      });
    const feature = extractOne(fever, [temperature('a', 2, 98.6, '[degF]'), temperature('b', 1, 38.2, 'Cel')]);
    expect(feature).toMatchObject({ value: 1.2, unit: 'K' });
  });

  test('rounds what was computed, and flags a mean outside the usual range', () => {
    const facts = [result('a', 2, 1.24), result('b', 1, 1.25)];
    expect(extractOne(declared('mean', { decimals: 1, usual: [0.5, 1.1] }), facts)).toMatchObject({
      value: 1.2,
      unusual: true,
    });
    expect(extractOne(declared('sum', { usual: [0.5, 1.1] }), facts)).not.toHaveProperty('unusual');
  });
});

describe('one instant counts once', () => {
  test.each<[string, readonly Observation[], unknown]>([
    ['a copy under another id', [result('a', 2, 1), result('b', 2, 1), result('c', 1, 4)], 2.5],
    [
      'a correction',
      [result('a', 2, 1, { issued: hoursAgo(2) }), result('b', 2, 3, { issued: hoursAgo(1) }), result('c', 1, 5)],
      4,
    ],
    ['one without a value', [result('a', 2, 1), result('b', 2, 0, { valueQuantity: undefined as never })], 1],
  ])('%s', (_, facts, value) => {
    expect(said(extractOne(declared('mean'), facts))).toBe(value);
    expect(said(extractOne(declared('mean'), facts.toReversed()))).toBe(value);
  });

  test('a refused result at the instant is not replaced by its twin', () => {
    const refused = result('b', 2, 1, { issued: hoursAgo(1), valueQuantity: quantity(1, 'mg/L') });
    expect(said(extractOne(declared('mean'), [result('a', 2, 9), refused, result('c', 1, 2)]))).toBe(2);
    expect(said(extractOne(declared('count'), [result('a', 2, 9), refused, result('c', 1, 2)]))).toBe(2);
  });
});

describe('absences', () => {
  test.each<[string, ObservationNumber, readonly Observation[], unknown]>([
    ['no slope of one', declared('slope-per-day'), [result('a', 1, 1)], 'too-few-values'],
    ['no slope of one instant', declared('slope-per-day'), [result('a', 1, 1), result('b', 1, 2)], 'too-few-values'],
    ['no deviation of one', declared('sd'), [result('a', 1, 1)], 'too-few-values'],
    ['no difference of one', declared('delta-from-previous'), [result('a', 1, 1)], 'too-few-values'],
    ['no mean of none', declared('mean'), [], 'none-recorded'],
    ['no mean of old ones', declared('mean'), [result('a', 300, 1)], 'stale'],
    ['no mean of the unreadable', declared('mean'), [result('a', 1, 99)], 'implausible'],
    ['a mean of fewer than declared', declared('mean', { minimumCount: 3 }), chart.slice(0, 2), 'too-few-values'],
    ['a latest of fewer than declared', declared('latest', { minimumCount: 3 }), chart.slice(0, 2), 'too-few-values'],
    ['enough', declared('latest', { minimumCount: 4 }), chart, 9],
    ['a mean that has outlived itself', declared('mean', { timeToLive: { hours: 12 } }), chart.slice(0, 3), 'stale'],
    ['a latest that has', declared('latest', { timeToLive: { hours: 12 } }), chart.slice(0, 3), 'stale'],
    ['a mean that has not', declared('mean', { timeToLive: { hours: 24 } }), chart.slice(0, 3), 7 / 3],
    ['none counted is 0', declared('count'), [], 0],
    ['older ones are not counted', declared('count'), [result('a', 300, 1)], 0],
    ['a result in a refused unit was measured', declared('count'), [result('a', 1, 99)], 1],
    ['an empty one was not', declared('count'), [result('a', 1, 1, { valueQuantity: undefined as never })], 0],
  ])('%s', (_, declaration, facts, expected) => {
    expect(said(extractOne(declaration, facts))).toBe(expected);
  });

  test.each<ObservationPick>(['mean', 'median', 'sum', 'sd', 'count', 'slope-per-day', 'delta-from-baseline'])(
    '%s needs the whole answer',
    (pick) => {
      const declaration = declared(pick, { baseline: { pick: 'first', window: { days: 10 } } });
      expect(said(extractOne(declaration, chart, { answered: coverage({}, [key]) }))).toBe('not-queried');
      expect(said(extractOne(declaration, chart, { answered: coverage({ [key]: 'failed' }) }))).toBe('query-failed');
    },
  );

  test('the newest two suffice for a difference', () => {
    const cut = { answered: coverage({ [key]: 'data' }, [key]) };
    expect(said(extractOne(declared('delta-from-previous'), chart, cut))).toBe(5);
    expect(said(extractOne(declared('delta-from-previous'), chart.slice(0, 1), cut))).toBe('not-queried');
  });
});

describe('the difference from a baseline', () => {
  const from = (pick: 'latest' | 'first' | 'min' | 'max' | 'mean' | 'median', days = 20) =>
    declared('delta-from-baseline', { baseline: { pick, window: { days, until: { hours: 12 } } } });
  test.each<['latest' | 'first' | 'min' | 'max' | 'mean' | 'median', number]>([
    ['latest', 9 - 4],
    ['first', 9 - 30],
    ['min', 9 - 1],
    ['max', 9 - 30],
    ['mean', 9 - 37 / 4],
    ['median', 9 - 3],
  ])('%s of what is older than the latest', (pick, value) => {
    const feature = extractOne(from(pick), chart);
    expect(said(feature)).toBeCloseTo(value, 10);
    expect(feature).toMatchObject({ derivation: `latest minus ${pick} of 4 results of the baseline` });
  });

  test('is exact where decimals are', () => {
    expect(said(extractOne(from('first'), [result('a', 48, 0.9), result('b', 1, 1.2)]))).toBe(0.3);
  });

  test('is absent without a baseline', () => {
    expect(said(extractOne(from('first', 2), [result('a', 72, 1), result('b', 1, 2)]))).toBe('too-few-values');
  });
});

describe('worst, by direction', () => {
  const facts = [result('a', 3, 0.4), result('b', 2, 1), result('c', 1, 1.9)];
  test.each<[string, Partial<ObservationNumber>, number]>([
    ['high', { worse: 'high' }, 1.9],
    ['low', { worse: 'low' }, 0.4],
    ['away from usual, above', { worse: 'away-from-usual', usual: [0.6, 1.2] }, 1.9],
    ['away from usual, below', { worse: 'away-from-usual', usual: [1.5, 1.8] }, 0.4],
  ])('%s', (_, rest, value) => {
    expect(said(extractOne(declared('worst', rest), facts))).toBe(value);
  });

  test('a declaration that does not say which way is refused', () => {
    expect(() => extractOne(declared('worst'), facts)).toThrow('which way');
  });
});
