import { expect, test } from '@jest/globals';
import { nights } from './nights.ts';

test.each([
  ['the same day', '2026-03-01T08:00:00Z', '2026-03-01T20:00:00Z', 0],
  ['one night, 14 hours', '2026-03-01T20:00:00Z', '2026-03-02T10:00:00Z', 1],
  ['three nights, 2.6 days', '2026-03-01T20:00:00Z', '2026-03-04T10:00:00Z', 3],
  ['local midnight lies between, in UTC none', '2026-03-01T23:30:00-05:00', '2026-03-02T06:00:00Z', 1],
  ['no local midnight lies between, in UTC one', '2026-03-01T20:00:00+10:00', '2026-03-01T12:00:00Z', 0],
  ['a date', '2026-03-01', '2026-03-06T12:00:00Z', 5],
  ['a clock that runs ahead', '2026-03-02T00:10:00Z', '2026-03-01T23:59:00Z', 0],
])('%s', (_, start, asOf, expected) => {
  expect(nights(start, asOf)).toBe(expected);
});

test('on the clocks of the site', () => {
  const newYork = () => -300;
  expect(nights('2026-03-02T03:00:00Z', '2026-03-02T12:00:00Z', newYork)).toBe(1);
  expect(nights('2026-03-01', '2026-03-02T03:00:00Z', newYork)).toBe(0);
});
