import type { Condition, Observation, Patient } from '@medplum/fhirtypes';
import type { ValueSet } from '../code.ts';

/** The code systems that the tests of this room use. */
export const loinc = 'http://loinc.org';
export const snomed = 'http://snomed.info/sct';
export const icd10cm = 'http://hl7.org/fhir/sid/icd-10-cm';
export const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';

export const patient: Patient = { resourceType: 'Patient', id: 'p1', gender: 'female', birthDate: '1960-01-01' };

/** A final creatinine of patient p1; `more` overrides. */
export function observation(id: string, more: Partial<Observation> = {}): Observation {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: loinc, code: '2160-0' }] },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2026-01-01T10:00:00Z',
    valueQuantity: { value: 1.2, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
    ...more,
  };
}

/** A Condition of patient p1 without any status or date; `more` adds. */
export function condition(id: string, more: Partial<Condition> = {}): Condition {
  return { resourceType: 'Condition', id, subject: { reference: 'Patient/p1' }, ...more };
}

/** A value set of codes of one system. */
export function valueSet(system: string, ...codes: string[]): ValueSet {
  return { id: 'test', title: 'test', source: 'test', codes: codes.map((code) => ({ system, code })) };
}
