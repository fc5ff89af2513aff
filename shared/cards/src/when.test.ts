import { expect, test } from '@jest/globals';
import { when } from './when.ts';

const asOf = '2024-03-03T10:15:30Z';

test.each([
  ['2024-03-03T10:15:00Z', '10:15 (UTC), 0 min ago'],
  ['2024-03-03T09:16:00Z', '09:16 (UTC), 59 min ago'],
  ['2024-03-03T10:15:00+02:00', '10:15 (UTC+02:00), 2 h ago'],
  ['2024-03-01T10:15:30.000Z', '10:15 (UTC), 48 h ago'],
  ['2024-03-01T10:15:29Z', '2024-03-01'],
  // Recorded on the evening of the 1st where it happened: the date stays the recorded one.
  ['2024-02-28T23:30:00-08:00', '2024-02-28'],
  ['2024-03-03T10:18:00Z', '2024-03-03 10:18 (UTC)'],
  ['2024-03-03T08:00:00', '2024-03-03 08:00 (zone not recorded)'],
  ['2024-03-03', '2024-03-03'],
  ['2024-02', '2024-02'],
  ['2024', '2024'],
  [undefined, 'undated'],
])('%s', (effective, expected) => {
  expect(when(effective, asOf)).toBe(expected);
});
