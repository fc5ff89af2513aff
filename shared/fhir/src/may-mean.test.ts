import { expect, test } from '@jest/globals';
import type { CodeableConcept } from '@medplum/fhirtypes';
import type { ValueSet } from './code.ts';
import { mayMean } from './may-mean.ts';
import { icd10cm, snomed } from './testing/chart.ts';

const diabetes: ValueSet = {
  id: 'diabetes',
  title: 'Diabetes',
  source: 'test',
  codes: [{ system: snomed, code: '44054006' }],
  prefixes: [{ system: icd10cm, prefix: 'E11' }],
  names: ['diabetes'],
};
const local = 'urn:local';

test.each<readonly [string, CodeableConcept | undefined, boolean]>([
  ['a local code with the name', { coding: [{ system: local, code: '25000', display: 'Diabetes mellitus' }] }, true],
  ['text only', { text: 'type 2 DIABETES' }, true],
  ['ICD-9-CM', { coding: [{ system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '250.00' }], text: 'Diabetes' }, true],
  ['another name', { text: 'Headache' }, false],
  ['part of a word', { text: 'prediabetes' }, false],
  ['a code of the set’s own system decides', { coding: [{ system: snomed, code: '1' }], text: 'Diabetes' }, false],
  [
    'also by its OID',
    { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.90', code: 'Z83.3' }], text: 'Family history of diabetes' },
    false,
  ],
  ['nothing', undefined, false],
])('%s', (_, concept, expected) => expect(mayMean(concept, diabetes)).toBe(expected));

test('a set without names never doubts', () => {
  const { names, ...nameless } = diabetes;
  expect(names).toHaveLength(1);
  expect(mayMean({ text: 'Diabetes' }, nameless)).toBe(false);
});
