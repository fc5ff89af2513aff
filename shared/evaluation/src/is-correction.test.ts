import { expect, test } from '@jest/globals';
import type { AbsenceReason, Feature } from '@cardwright/cds-service';
import { isCorrection } from './is-correction.ts';

const present = (value: number, effective?: string, reference = 'Observation/1'): Feature => ({
  status: 'present',
  value,
  unit: '1',
  ...(effective === undefined ? {} : { effective }),
  references: [reference],
});
const absent = (reason: AbsenceReason): Feature => ({ status: 'absent', reason, references: [] });
const with_ = (feature: Feature) => ({ features: { asOf: '2026-03-02T12:00:00Z', features: { x: feature } } });
const eight = '2026-03-02T08:00:00Z';

test.each<readonly [string, Feature, Feature, boolean]>([
  ['the same', present(1, eight), present(1, eight), false],
  ['another value of the same time: amended', present(2, eight), present(1, eight), true],
  [
    'an older one: the newer was retracted',
    present(2, '2026-03-02T07:00:00Z', 'Observation/0'),
    present(1, eight),
    true,
  ],
  ['a newer one', present(2, '2026-03-02T09:00:00Z', 'Observation/2'), present(1, eight), false],
  ['the same instant in another zone', present(2, '2026-03-02T09:00:00+01:00'), present(1, eight), true],
  ['entered in error', absent('status-refused'), present(1, eight), true],
  ['deleted', absent('none-recorded'), present(1, eight), true],
  ['an encounter that ended', absent('none-recorded'), present(1, eight, 'Encounter/1'), false],
  ['outlived', absent('stale'), present(1, eight), false],
  ['the query failed', absent('query-failed'), present(1, eight), false],
  ['without a time', present(41), present(40), false],
  ['was absent before', present(1, eight), absent('none-recorded'), false],
])('%s', (_name, now, before, expected) => {
  expect(isCorrection(with_(now), with_(before))).toBe(expected);
});
