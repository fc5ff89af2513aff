import { expect, test } from '@jest/globals';
import { PatientRecord } from './patient-record.ts';
import { wholeChart } from './coverage.ts';

const subject = { reference: 'Patient/p1' };
const procedure = { resourceType: 'Procedure', id: 'x', status: 'completed', subject };
const allergy = { resourceType: 'AllergyIntolerance', id: 'x', patient: subject };
const dose = { resourceType: 'MedicationAdministration', id: 'x', status: 'completed', subject };
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
