import { describe, expect, test } from '@jest/globals';
import { coverage, extractOne, patient, said } from '../fixtures/chart.ts';

const ageAt = (birthDate: string | undefined, asOf: string) =>
  said(extractOne({ kind: 'age' }, [patient({ birthDate: birthDate as never })], { asOf }));

describe('age in completed years', () => {
  test.each([
    ['1970-03-20', '2026-03-20T00:00:00Z', 56],
    ['1970-03-20', '2026-03-19T23:59:59Z', 55],
    ['1970-03-20', '2026-03-20T01:00:00+02:00', 55],
    ['2000-02-29', '2025-02-28T12:00:00Z', 24],
    ['2000-02-29', '2025-03-01T12:00:00Z', 25],
    ['2000-02-29', '2024-02-29T12:00:00Z', 24],
    ['1970', '2026-12-31T23:00:00Z', 56],
    ['1970', '2026-06-01T12:00:00Z', 'no-value'],
    ['1970-03', '2026-03-15T12:00:00Z', 'no-value'],
    ['1970-03', '2026-04-01T00:00:00Z', 56],
    ['1970-02-30', '2026-04-01T00:00:00Z', 'no-value'],
    [undefined, '2026-04-01T00:00:00Z', 'no-value'],
    ['2027-01-01', '2026-04-01T00:00:00Z', 'implausible'],
    ['1890-01-01', '2026-04-01T00:00:00Z', 'implausible'],
    ['2026-04-01', '2026-04-01T00:00:00Z', 0],
  ])('born %s, at %s', (born, asOf, expected) => {
    expect(ageAt(born, asOf)).toBe(expected);
  });

  test.each([
    ['2025-01-31', '2025-02-28T12:00:00Z', 0],
    ['2025-01-31', '2025-03-01T12:00:00Z', 1],
    ['2025-01-15', '2026-03-14T23:59:59Z', 13],
    ['2025-01-15', '2026-03-15T00:00:00Z', 14],
    ['2024-02-29', '2025-02-28T12:00:00Z', 11],
    ['2024-02-29', '2025-03-01T12:00:00Z', 12],
    ['2025-01', '2025-06-30T12:00:00Z', 'no-value'],
    ['1970', '2026-12-31T23:00:00Z', 'no-value'],
    ['1890-01-01', '2026-04-01T00:00:00Z', 'implausible'],
  ])('born %s, at %s, in months', (birthDate, at, expected) => {
    const feature = extractOne({ kind: 'age', in: 'months' }, [patient({ birthDate })], { asOf: at });
    expect(said(feature)).toBe(expected);
    if (feature.status === 'present') expect(feature.unit).toBe('mo');
  });

  test('needs the patient', () => {
    expect(said(extractOne({ kind: 'age' }, [], { answered: coverage({ patient: 'failed' }) }))).toBe('query-failed');
    expect(said(extractOne({ kind: 'age' }, [], { answered: coverage({ patient: 'omitted' }) }))).toBe('not-queried');
    expect(said(extractOne({ kind: 'age' }, []))).toBe('none-recorded');
  });

  test.each(['2026-04-01', 'today', ''])('an asOf of "%s" is refused', (asOf) => {
    expect(() => ageAt('1970-01-01', asOf)).toThrow('asOf');
  });
});
