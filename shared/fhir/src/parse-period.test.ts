import { expect, test } from '@jest/globals';
import type { Period } from '@medplum/fhirtypes';
import { parsePeriod } from './parse-period.ts';

const at = (iso: string) => Date.parse(iso);

test.each<readonly [Period | undefined, number, number]>([
  [{ start: '2020-05-03', end: '2020-05-03' }, at('2020-05-03T00:00Z'), at('2020-05-04T00:00Z')],
  [{ start: '2020', end: '2020-05-03' }, at('2020-01-01T00:00Z'), at('2020-05-04T00:00Z')],
  [{ start: '2020-05-03' }, at('2020-05-03T00:00Z'), Infinity],
  [{ end: '2020-05-03' }, -Infinity, at('2020-05-04T00:00Z')],
])('%j', (period, start, end) => {
  expect(parsePeriod(period)).toEqual({ start, end });
});

test.each<Period | undefined>([
  undefined,
  {},
  { start: 'soon' },
  { start: '2020', end: 'later' },
  { start: '2021', end: '2020' },
])('%j is no interval', (period) => {
  expect(parsePeriod(period)).toBeUndefined();
});
