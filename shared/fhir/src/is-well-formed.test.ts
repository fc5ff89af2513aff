import { expect, test } from '@jest/globals';
import { PatientRecord } from './patient-record.ts';
import { wholeChart } from './coverage.ts';

const subject = { reference: 'Patient/p1' };
const procedure = { resourceType: 'Procedure', id: 'x', status: 'completed', subject };
const allergy = { resourceType: 'AllergyIntolerance', id: 'x', patient: subject };
const dose = { resourceType: 'MedicationAdministration', id: 'x', status: 'completed', subject };
const patient = { resourceType: 'Patient', id: 'p1' };
const encounter = { resourceType: 'Encounter', id: 'x', status: 'finished', subject };

test.each<[string, object]>([
  ['a procedure with a code that is text', { ...procedure, code: 'dialysis' }],
  ['a procedure performed at a number', { ...procedure, performedDateTime: 5 }],
  ['a procedure with a period that is text', { ...procedure, performedPeriod: '2026' }],
  ['an allergy to a list', { ...allergy, code: [], reaction: {} }],
  ['an allergy with a substance that is text', { ...allergy, reaction: [{ substance: 'nuts' }] }],
  ['an allergy recorded at a number', { ...allergy, recordedDate: 2026 }],
  ['a dose of a text', { ...dose, medicationCodeableConcept: 'aspirin' }],
  ['a dose with a reference that is text', { ...dose, medicationReference: 'Medication/1' }],
  ['an encounter for a service that is text', { ...encounter, serviceType: { coding: 'MED' } }],
  ['an encounter of a priority that is text', { ...encounter, priority: 'UR' }],
  ['an encounter with a stay that is text', { ...encounter, hospitalization: 'long' }],
  ['an encounter admitted from a text', { ...encounter, hospitalization: { admitSource: { coding: {} } } }],
  ['an encounter discharged to a text', { ...encounter, hospitalization: { dischargeDisposition: 'home' } }],
  ['a patient with a link that is no list', { ...patient, link: { type: 'replaced-by' } }],
  ['a patient with a link to a text', { ...patient, link: [{ type: 'replaced-by', other: 'Patient/2' }] }],
  ['an encounter that is part of a text', { ...encounter, partOf: 'Encounter/1' }],
])('%s is refused as a whole', (_, resource) => {
  const resources = [JSON.parse(JSON.stringify(resource))];
  const { refused } = new PatientRecord({ patientId: 'p1', resources, coverage: wholeChart });
  expect(refused).toMatchObject([{ reason: 'unusable' }]);
});

test.each([procedure, allergy, dose, encounter])('$resourceType as it should be is not', (resource) => {
  const resources = [JSON.parse(JSON.stringify(resource))];
  expect(new PatientRecord({ patientId: 'p1', resources, coverage: wholeChart }).refused).toEqual([]);
});
