import { expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { searchParameter } from './search-parameter.ts';
import { searchQuery } from './search-query.ts';
import { condition, loinc, observation, snomed } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const subject = { reference: 'Patient/p1' };
const panel = observation('panel', {
  code: { coding: [{ system: loinc, code: '85354-9' }] },
  component: [{ code: { coding: [{ system: loinc, code: '8480-6' }] } }],
  effectiveDateTime: '2026-01-05',
});
const active = condition('c', {
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { coding: [{ system: snomed, code: '1' }] },
});
const encounter: Resource = {
  resourceType: 'Encounter',
  status: 'in-progress',
  class: { system: 'v3', code: 'IMP' },
  subject,
  period: { start: '2026-01-05' },
};
const request: Resource = {
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  subject,
  medicationCodeableConcept: { coding: [{ code: '11289' }] },
};
const group: Resource = { resourceType: 'Flag', status: 'active', code: {}, subject: { reference: 'Group/p1' } };
const key: Resource = {
  resourceType: 'Flag',
  status: 'active',
  code: {},
  subject,
  identifier: [{ system: 'urn:a', value: '1' }],
};

test.each<readonly [string, string, Resource, boolean]>([
  ['combo-code', `${loinc}|8480-6`, panel, true],
  ['combo-code', '85354-9', panel, true],
  ['code', `${loinc}|8480-6`, panel, false],
  ['clinical-status', 'active', active, true],
  ['clinical-status', 'resolved', active, false],
  ['code', `${snomed}|`, active, true],
  ['code', '|1', active, false],
  ['class', 'v3|IMP', encounter, true],
  ['class', 'AMB,IMP', encounter, true],
  ['intent', 'order', request, true],
  ['code', '11289', request, true],
  ['identifier', 'urn:a|1', key, true],
  ['identifier', 'urn:b|1', key, false],
  ['patient', 'p1', group, false],
  ['subject', 'Group/p1', group, true],
  ['subject', 'Patient/p1', key, true],
  ['patient', 'http://x.example/fhir/Patient/p1', key, true],
  ['date', 'ge2026-01-05', panel, true],
  ['date', 'gt2026-01-05', panel, false],
  ['date', 'gt2026-01-04', panel, true],
  ['date', 'le2026-01-05', panel, true],
  ['date', 'lt2026-01-05', panel, false],
  ['date', '2026-01', panel, true],
  ['date', 'eq2026-01-04', panel, false],
  ['date', 'someday', panel, false],
  ['date', 'ge2030', encounter, true],
  ['date', 'ge2030', active, false],
])('%s=%s', (name, value, resource, matches) => {
  expect(searchParameter(name)?.(deepFreeze(resource), value)).toBe(matches);
});

test.each(['colour', '__proto__', '_include', ''])('%s is unknown', (name) => {
  expect(searchParameter(name)).toBeUndefined();
});

test('every name and value is encoded', () => {
  expect(
    searchQuery('Observation', [
      ['code', 'http://x|1,2'],
      ['patient', 'a&b=c+d e'],
    ]),
  ).toBe('Observation?code=http%3A%2F%2Fx%7C1%2C2&patient=a%26b%3Dc%2Bd%20e');
});
