import { expect, test } from '@jest/globals';
import { zoneOffsetMinutes } from './zone-offset-minutes.ts';

test.each([
  ['UTC', '2026-07-01T12:00:00Z', 0],
  ['Europe/Amsterdam', '2026-01-15T12:00:00Z', 60],
  ['Europe/Amsterdam', '2026-07-15T12:00:00Z', 120],
  // 29 March 2026, 01:00 UTC: clocks go forward.
  ['Europe/Amsterdam', '2026-03-29T00:59:59.999Z', 60],
  ['Europe/Amsterdam', '2026-03-29T01:00:00Z', 120],
  ['America/New_York', '2026-11-01T05:59:00Z', -240],
  ['America/New_York', '2026-11-01T06:00:00Z', -300],
  ['Asia/Kolkata', '2026-01-01T00:00:00Z', 330],
  ['Pacific/Kiritimati', '2025-12-31T10:30:00Z', 840],
  ['America/St_Johns', '2026-01-01T00:00:00Z', -210],
])('%s at %s is %d minutes east', (zone, instant, minutes) => {
  expect(zoneOffsetMinutes(zone, instant)).toBe(minutes);
});

test('an unknown zone is an error', () => {
  expect(() => zoneOffsetMinutes('Mars/Olympus', '2026-01-01T00:00:00Z')).toThrow(RangeError);
});
