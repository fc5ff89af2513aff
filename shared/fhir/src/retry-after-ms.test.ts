import { expect, test } from '@jest/globals';
import { retryAfterMs } from './retry-after-ms.ts';

const now = Date.parse('2026-01-10T00:00:00Z');

test.each([
  ['7', 7_000],
  [' 0 ', 0],
  ['Sat, 10 Jan 2026 00:00:05 GMT', 5_000],
  ['Fri, 09 Jan 2026 00:00:05 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['2026-01-10', undefined],
  ['Sat, 99 Foo 2026 00:00:05 GMT', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After %j is %j ms', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});

test('without a clock a date says nothing', () => {
  expect(retryAfterMs('Sat, 10 Jan 2026 00:00:05 GMT', Number.NaN)).toBeUndefined();
});
