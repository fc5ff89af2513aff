import { describe, expect, test } from '@jest/globals';
import type { Observation } from '@medplum/fhirtypes';
import { canonicalSystem } from './canonical-system.ts';
import { codeKey, type ValueSet } from './code.ts';
import { convertQuantity } from './convert-quantity.ts';
import { wholeChart } from './coverage.ts';
import { hasCode } from './has-code.ts';
import { isWithheld } from './is-withheld.ts';
import { PatientRecord } from './patient-record.ts';

const spellings: readonly (readonly [string, string])[] = [
  ['urn:oid:2.16.840.1.113883.6.1', 'http://loinc.org'],
  ['2.16.840.1.113883.6.1', 'http://loinc.org'],
  ['https://loinc.org', 'http://loinc.org'],
  ['http://loinc.org/', 'http://loinc.org'],
  ['urn:oid:2.16.840.1.113883.6.96', 'http://snomed.info/sct'],
  ['https://snomed.info/sct', 'http://snomed.info/sct'],
  ['urn:oid:2.16.840.1.113883.6.88', 'http://www.nlm.nih.gov/research/umls/rxnorm'],
  ['urn:oid:2.16.840.1.113883.6.90', 'http://hl7.org/fhir/sid/icd-10-cm'],
  ['https://hl7.org/fhir/sid/icd-10-cm', 'http://hl7.org/fhir/sid/icd-10-cm'],
  ['http://hl7.org/fhir/sid/icd-10-us', 'http://hl7.org/fhir/sid/icd-10-cm'],
  ['urn:oid:2.16.840.1.113883.6.103', 'http://hl7.org/fhir/sid/icd-9-cm'],
  ['urn:oid:2.16.840.1.113883.6.8', 'http://unitsofmeasure.org'],
  ['http://hl7.org/fhir/v3/ActCode', 'http://terminology.hl7.org/CodeSystem/v3-ActCode'],
];

describe('canonicalSystem', () => {
  test.each(spellings)('%s is %s', (spelling, canonical) => {
    expect(canonicalSystem(spelling)).toBe(canonical);
    expect(canonicalSystem(canonical)).toBe(canonical);
    expect(codeKey({ system: spelling, code: '1' })).toBe(`${canonical}|1`);
  });

  test.each([
    'http://hl7.org/fhir/sid/icd-10',
    'urn:oid:2.16.840.1.113883.6.104',
    'http://loinc.org.example',
    'urn:local',
    '',
    '__proto__',
  ])('%s stays what it is', (system) => expect(canonicalSystem(system)).toBe(system));
});

const set: ValueSet = {
  id: 's',
  title: 's',
  source: 'test',
  codes: [{ system: 'http://loinc.org', code: '2160-0' }],
  prefixes: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', prefix: 'E11' }],
};

describe('every reader takes the spellings', () => {
  test.each([
    ['urn:oid:2.16.840.1.113883.6.90', true],
    ['https://hl7.org/fhir/sid/icd-10-cm', true],
    ['http://hl7.org/fhir/sid/icd-10', false],
  ])('a code under a prefix in %s', (system, found) => {
    expect(hasCode({ coding: [{ system, code: 'E11.9' }] }, set)).toBe(found);
  });

  test.each(['http://loinc.org', 'urn:oid:2.16.840.1.113883.6.1', 'https://loinc.org/'])(
    'an Observation in %s is found',
    (system) => {
      const observation: Observation = {
        resourceType: 'Observation',
        id: 'o',
        status: 'final',
        subject: { reference: 'Patient/p' },
        code: { coding: [{ system, code: '2160-0' }] },
      };
      const record = new PatientRecord({ patientId: 'p', resources: [observation], coverage: wholeChart });
      expect(record.observations(set)).toHaveLength(1);
    },
  );

  test('a UCUM code by OID, and a STU3 label', () => {
    const rule = { canonical: 'mg/dL', accepts: [{ ucum: ['mg/dL'] }] };
    const system = 'urn:oid:2.16.840.1.113883.6.8';
    expect(convertQuantity({ value: 1, system, code: 'mg/dL' }, rule)).toMatchObject({ ok: true });
    expect(convertQuantity({ value: 1, system, code: 'umol/L', unit: 'mg/dL' }, rule)).toMatchObject({ ok: false });
    const label = { system: 'http://hl7.org/fhir/v3/ObservationValue', code: 'MASKED' };
    expect(isWithheld({ resourceType: 'Observation', status: 'final', code: {}, meta: { security: [label] } })).toBe(
      true,
    );
  });
});
