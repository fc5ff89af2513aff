import { describe, expect, test } from '@jest/globals';
import { dateIntervals } from './date-intervals.ts';
import { dateTest } from './date-test.ts';

const matches = (element: unknown, query: string): boolean => dateIntervals(element).some(dateTest('date', query));

describe('dateTest', () => {
  test.each([
    ['2026-03-05T10:00:00Z', '2026-03-05', true],
    ['2026-03-05T23:30:00-02:00', '2026-03-05', false],
    ['2026-03-05T10:00:00Z', 'eq2026', true],
    ['2026', '2026-03', false],
    ['2026-03-05', 'ne2026-03-05', false],
    ['2026-03-05', 'gt2026-03-05', false],
    ['2026-03-06', 'gt2026-03-05', true],
    ['2026-03-05', 'ge2026-03-05', true],
    ['2026-03-04T23:59:59.999Z', 'ge2026-03-05', false],
    ['2026-03-05', 'lt2026-03-05', false],
    ['2026-03-04', 'lt2026-03-05', true],
    ['2026-03-05', 'le2026-03-05', true],
    ['2026-03-06T00:00:00Z', 'le2026-03-05', false],
    ['2026-03-06T00:00:00Z', 'sa2026-03-05', true],
    ['2026-03-05T23:59:00Z', 'sa2026-03-05', false],
    ['2026-03-04', 'eb2026-03-05', true],
    ['2026-03-05', 'eb2026-03-05', false],
  ])('%s with %s: %s', (element, query, expected) => {
    expect(matches(element, query)).toBe(expected);
  });

  test('a Period without an end is still going on', () => {
    expect(matches({ start: '2026-03-01' }, 'ge2030-01-01')).toBe(true);
    expect(matches({ start: '2026-03-01', end: '2026-03-02' }, 'ge2030-01-01')).toBe(false);
    expect(matches({ start: '2026-03-01' }, 'lt2026-01-01')).toBe(false);
  });

  test.each(['yesterday', 'ap2026', 'xx2026', '2026-13', ''])('refuses %p by name', (query) => {
    expect(() => dateTest('onset-date', query)).toThrow('"onset-date"');
  });
});
