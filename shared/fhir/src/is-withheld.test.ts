import { expect, test } from '@jest/globals';
import type { Coding, Observation } from '@medplum/fhirtypes';
import { isWithheld } from './is-withheld.ts';
import { observation } from './testing/chart.ts';

const label = (code: string, system = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue'): Coding => ({
  system,
  code,
});
const absent = (code: string) => ({
  dataAbsentReason: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code }] },
});

test.each<readonly [string, Partial<Observation>, boolean]>([
  ['nothing', {}, false],
  ['masked by label', { meta: { security: [label('MASKED')] } }, true],
  ['redacted by tag', { meta: { tag: [label('REDACTED')] } }, true],
  ['masked value', absent('masked'), true],
  ['another reason', absent('unknown'), false],
  ['subsetted', { meta: { tag: [label('SUBSETTED')] } }, false],
  [
    'restricted',
    { meta: { security: [label('R', 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality')] } },
    false,
  ],
])('%s', (_name, more, withheld) => {
  const resource = observation('o', more);
  expect(isWithheld(resource, resource)).toBe(withheld);
});

test('a masked component is withheld and its neighbour is not', () => {
  const panel = observation('o', { component: [{ code: {}, ...absent('masked') }, { code: {} }] });
  expect(panel.component?.map((component) => isWithheld(panel, component))).toEqual([true, false]);
});
