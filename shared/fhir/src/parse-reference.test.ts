import { expect, test } from '@jest/globals';
import { bareId } from './bare-id.ts';
import { parseReference } from './parse-reference.ts';

test.each([
  ['Patient/1', 'Patient', '1'],
  ['http://x.example/fhir/Patient/1', 'Patient', '1'],
  ['https://x.example/tenant/Observation/fhir/Patient/a-b.c', 'Patient', 'a-b.c'],
  ['Patient/1/_history/2', 'Patient', '1'],
  ['http://x.example/fhir/Patient/1/_history/2', 'Patient', '1'],
])('%s', (reference, type, id) => {
  expect(parseReference(reference)).toEqual({ type, id });
  expect(bareId(reference)).toBe(id);
});

test.each([
  '',
  '1',
  '#1',
  'urn:uuid:1',
  'Patient/',
  'Patient?identifier=a|b',
  'Patient/1?x',
  'xPatient/1/2/3',
  'patient/1',
])('%s is not a literal reference', (reference) => {
  expect(parseReference(reference)).toBeUndefined();
});

test.each([
  ['1', '1'],
  ['urn:uuid:0c3f', '0c3f'],
])('the id in %s is %s', (reference, id) => {
  expect(bareId(reference)).toBe(id);
});
