import { expect, test } from '@jest/globals';
import type { Procedure } from '@medplum/fhirtypes';
import { isUnderWayAt } from './is-under-way-at.ts';

const day = (n: number) => `2026-01-0${n}`;
const at = Date.parse('2026-01-05T12:00:00Z');
const procedure = (status: Procedure['status'], start?: number, end?: number): Procedure => ({
  resourceType: 'Procedure',
  status,
  subject: {},
  ...(start !== undefined && { performedPeriod: { start: day(start), ...(end !== undefined && { end: day(end) }) } }),
});

test.each<[string, Procedure, boolean]>([
  ['begun, in progress', procedure('in-progress', 3), true],
  ['not begun yet', procedure('in-progress', 7), false],
  ['in progress, undated', procedure('in-progress'), true],
  ['completed, undated', procedure('completed'), false],
  ['completed, over', procedure('completed', 1, 3), false],
  ['completed later', procedure('completed', 1, 7), true],
  ['on its last day', procedure('completed', 1, 5), true],
  ['completed, no end', procedure('completed', 1), false],
  ['stopped, no end', procedure('stopped', 1), false],
  ['not done', procedure('not-done', 1, 7), false],
  ['planned', procedure('preparation', 1, 7), false],
  ['a mistake', procedure('entered-in-error', 1, 7), false],
  ['of unknown status', procedure('unknown', 1, 7), false],
  ['on one day', { ...procedure('in-progress'), performedDateTime: day(5) }, true],
  ['on a later day', { ...procedure('in-progress'), performedDateTime: day(6) }, false],
])('%s', (_, happening, expected) => {
  expect(isUnderWayAt(happening, at)).toBe(expected);
});
