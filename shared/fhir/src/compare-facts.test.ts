import { expect, test } from '@jest/globals';
import type { Observation } from '@medplum/fhirtypes';
import { compareFacts } from './compare-facts.ts';
import { wholeChart } from './coverage.ts';
import { PatientRecord } from './patient-record.ts';
import { loinc, observation, valueSet } from './testing/chart.ts';

const set = valueSet(loinc, '2160-0', '8480-6', '8462-4');
const factsOf = (...resources: Observation[]) =>
  new PatientRecord({ patientId: 'p1', resources, coverage: wholeChart }).observations(set);
const at = (effectiveDateTime: string, more: Partial<Observation> = {}) => ({ effectiveDateTime, ...more });

test.each<readonly [string, Partial<Observation>, Partial<Observation>]>([
  ['later event', at('2026-01-02T00:00:00Z'), at('2026-01-01T23:59:59Z')],
  ['by instant, not by text', at('2026-01-01T23:00:00-05:00'), at('2026-01-02T01:00:00Z')],
  ['a day ends after its hours', at('2026-01-01'), at('2026-01-01T23:00:00Z')],
  ['dated before undated', at('1990'), { effectivePeriod: {} }],
  [
    'same time, issued later',
    at('2026', { issued: '2026-02-02T00:00:00Z' }),
    at('2026', { issued: '2026-02-01T00:00:00Z' }),
  ],
  ['same time, issued before not issued', at('2026', { issued: '2026-02-02T00:00:00Z' }), at('2026')],
  [
    'same time and issue, updated later',
    at('2026', { issued: '2026-02-02T00:00:00Z', meta: { lastUpdated: '2026-02-04T00:00:00Z' } }),
    at('2026', { issued: '2026-02-02T00:00:00Z', meta: { lastUpdated: '2026-02-03T00:00:00Z' } }),
  ],
  ['all the same: the smaller reference', at('2026', { id: 'a' }), at('2026', { id: 'b' })],
])('%s comes first', (_name, first, second) => {
  // The references alone would put the second one first, so only the rule named can pass.
  const facts = factsOf({ ...bare('z'), ...first }, { ...bare('y'), ...second });
  const [expected] = factsOf({ ...bare('z'), ...first });
  for (const order of [facts, [...facts].reverse()]) {
    expect([...order].sort(compareFacts)[0]?.observation).toEqual(expected?.observation);
  }
});

test('components of one panel keep their places', () => {
  const panel = observation('panel', {
    code: {},
    component: [
      { code: { coding: [{ system: loinc, code: '8462-4' }] } },
      { code: { coding: [{ system: loinc, code: '8480-6' }] } },
    ],
  });
  const sorted = [...factsOf(panel)].sort(compareFacts).map(({ component }) => component);
  expect(sorted).toEqual(panel.component);
});

function bare(id: string): Observation {
  const undated = observation(id);
  delete undated.effectiveDateTime;
  return undated;
}
