import { expect, test } from '@jest/globals';
import { isResource } from './is-resource.ts';
import { patientIdOf } from './patient-id-of.ts';
import { observation, patient } from './testing/chart.ts';

test.each<readonly [string, unknown, string | undefined]>([
  ['a Patient', patient, 'p1'],
  ['a relative subject', observation('o'), 'p1'],
  ['an absolute subject', observation('o', { subject: { reference: 'http://x.example/fhir/Patient/p2' } }), 'p2'],
  ['a patient element', { resourceType: 'Immunization', patient: { reference: 'Patient/p3' } }, 'p3'],
  ['a group', observation('o', { subject: { reference: 'Group/p1' } }), undefined],
  ['a urn', observation('o', { subject: { reference: 'urn:uuid:p1' } }), undefined],
  ['a type without subject', { resourceType: 'Organization', id: 'p1' }, undefined],
  ['a Patient without id', { resourceType: 'Patient' }, undefined],
  ['a Patient with a numeric id', { resourceType: 'Patient', id: 1 }, undefined],
])('%s', (_name, value, id) => {
  expect(isResource(value) && patientIdOf(value)).toBe(id);
});

test.each([null, undefined, 'Patient', [], {}, { resourceType: 1 }])('%j is no resource', (value) => {
  expect(isResource(value)).toBe(false);
});
