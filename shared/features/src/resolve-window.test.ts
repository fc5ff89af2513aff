import type { Encounter, Observation } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import { codeSystems } from './code-systems.ts';
import type { ObservationNumber, Window } from './declaration.ts';
import { checkDeclarations } from './check-declarations.ts';
import {
  context,
  coverage,
  extractNamed,
  extractOne,
  hoursAgo,
  observation,
  quantity,
  said,
} from './fixtures/chart.ts';
import { derivePrefetch } from './prefetch/derive-prefetch.ts';
import { units } from './units/units.ts';
import { creatinine } from './value-sets/kidney.ts';

const latest = (window: Window): ObservationNumber => ({
  kind: 'observation-number',
  pick: 'latest',
  codes: creatinine,
  unit: units.creatinine,
  window,
  plausible: [0.1, 30],
});
const result = (id: string, hours: number, value: number): Observation =>
  observation(id, creatinine.codes[0], {
    effectiveDateTime: hoursAgo(hours),
    issued: hoursAgo(hours),
    valueQuantity: quantity(value, 'mg/dL'),
  });
const encounter = (id: string, code: string, start: number | undefined, rest: Partial<Encounter> = {}): Encounter => ({
  resourceType: 'Encounter',
  id,
  status: 'in-progress',
  class: { system: codeSystems.actCode, code },
  subject: { reference: 'Patient/p1' },
  ...(start !== undefined && { period: { start: hoursAgo(start) } }),
  ...rest,
});

describe('both ends, open and closed', () => {
  test.each<[string, Window, number, unknown]>([
    ['closed at the start', { hours: 48 }, 48, 1],
    ['open at the start', { hours: 48, bounds: '(]' }, 48, 'stale'],
    ['inside an open start', { hours: 48, bounds: '(]' }, 47.99, 1],
    ['closed at asOf', { hours: 48 }, 0, 1],
    ['open at asOf', { hours: 48, bounds: '[)' }, 0, 'none-recorded'],
    ['inside an open end', { hours: 48, bounds: '()' }, 0.01, 1],
    ['closed at until', { hours: 48, until: { hours: 24 } }, 24, 1],
    ['open at until', { hours: 48, until: { hours: 24 }, bounds: '[)' }, 24, 'none-recorded'],
    ['after until', { hours: 48, until: { hours: 24 } }, 23.99, 'none-recorded'],
    ['a fast clock, end closed', { hours: 48 }, -1 / 60, 1],
    ['a fast clock, end open', { hours: 48, bounds: '[)' }, -1 / 60, 'none-recorded'],
  ])('%s', (_, window, hours, expected) => {
    expect(said(extractOne(latest(window), [result('a', hours, 1)]))).toBe(expected);
  });

  test('the value at or before t - k', () => {
    const facts = [result('a', 30, 1), result('b', 25, 2), result('c', 24, 3), result('d', 23, 4), result('e', 1, 5)];
    expect(said(extractOne(latest({ until: { days: 1 } }), facts))).toBe(3);
    expect(said(extractOne(latest({ until: { days: 1 }, bounds: '[)' }), facts))).toBe(2);
  });
});

describe('bounded by the encounter', () => {
  const facts = [result('a', 30, 1), result('b', 10, 2)];
  const first = (since: 'encounter-start' | 'admission'): ObservationNumber => ({
    ...latest({ days: 30, since }),
    pick: 'first',
  });
  test.each<[string, 'encounter-start' | 'admission', readonly Encounter[], unknown]>([
    ['from its start', 'encounter-start', [encounter('e', 'AMB', 20)], 2],
    ['at its start', 'encounter-start', [encounter('e', 'AMB', 30)], 1],
    ['none', 'encounter-start', [], 'none-recorded'],
    ['without a start', 'encounter-start', [encounter('e', 'AMB', undefined)], 'none-recorded'],
    ['admission: inpatient', 'admission', [encounter('e', 'IMP', 20)], 2],
    ['admission: outpatient', 'admission', [encounter('e', 'AMB', 20)], 'none-recorded'],
    [
      'admission: the stay that the encounter is part of',
      'admission',
      [encounter('stay', 'IMP', 40), encounter('e', 'ACUTE', 20, { partOf: { reference: 'Encounter/stay' } })],
      1,
    ],
  ])('%s', (_, since, encounters, expected) => {
    const inE = { context: context({ encounterId: 'e' }) };
    expect(said(extractOne(first(since), [...facts, ...encounters], inE))).toBe(expected);
  });

  test('asks for the encounters, and is absent when that failed', () => {
    const answered = coverage({ encounters: 'failed', 'observations-creatinine': 'data' });
    expect(said(extractOne(first('encounter-start'), facts, { answered }))).toBe('query-failed');
  });

  test('a discharge that lies ahead is not known yet', () => {
    const replay = { clock: 'replay' as const };
    const finished = encounter('e', 'IMP', 20, {
      status: 'finished',
      period: { start: hoursAgo(20), end: hoursAgo(-9) },
    });
    expect(said(extractOne(first('admission'), [...facts, finished], replay))).toBe(2);
    const stay = { kind: 'length-of-stay', since: 'admission', in: 'h' } as const;
    expect(extractOne(stay, [finished], replay)).toMatchObject({ value: 20, unit: 'h' });
  });
});

describe('counted from the time of another feature', () => {
  const newest = latest({ days: 7 });
  const lowest = (window: Window): ObservationNumber => ({ ...newest, pick: 'min', window });
  const read = (window: Window, results: readonly Observation[]) =>
    said(extractNamed({ newest, lowest: lowest(window) }, results, {}, 'lowest'));
  const week: Window = { days: 7, bounds: '[)', anchor: 'newest' };

  test('the lowest of the 7 days before the latest result, however old that is', () => {
    expect(read(week, [result('a', 100, 2), result('b', 101, 1.4), result('c', 100 + 7 * 24, 1)])).toBe(1);
    expect(read(week, [result('a', 100, 2), result('b', 101, 1.4), result('c', 100.01 + 7 * 24, 1)])).toBe(1.4);
  });

  test('the result itself belongs to the window, or does not', () => {
    expect(read(week, [result('a', 5, 0.8), result('b', 6, 1.4)])).toBe(1.4);
    expect(read({ days: 7, anchor: 'newest' }, [result('a', 5, 0.8), result('b', 6, 1.4)])).toBe(0.8);
    expect(read(week, [result('a', 5, 0.8)])).toBe('none-recorded');
  });

  test('until is counted from it too', () => {
    const older: Window = { days: 365, until: { days: 7 }, bounds: '[)', anchor: 'newest' };
    expect(read(older, [result('a', 100, 2), result('b', 100 + 7 * 24, 1), result('c', 101 + 7 * 24, 1.2)])).toBe(1.2);
  });

  test('absent without it, and the prefetch asks for depth', () => {
    expect(read(week, [])).toBe('input-missing');
    expect(derivePrefetch({ newest, before: { ...newest, window: week } })[1]?.template).toContain('_count=200');
  });

  test('a feature that is not declared, or is the feature itself, is refused', () => {
    expect(() => checkDeclarations({ newest, lowest: lowest({ ...week, anchor: 'nobody' }) })).toThrow('nobody');
    expect(() => checkDeclarations({ newest: lowest({ ...week, anchor: 'newest' }) })).toThrow('derives from itself');
  });
});
