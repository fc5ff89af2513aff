import { expect, test } from '@jest/globals';
import type { Medication, MedicationRequest, Resource } from '@medplum/fhirtypes';
import { wholeChart } from './coverage.ts';
import { medicationConcepts } from './medication-concepts.ts';
import { PatientRecord } from './patient-record.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const code = { text: 'warfarin 5 MG tablet' };
const medication: Medication = { resourceType: 'Medication', id: 'm', code };
const substance: Resource = { resourceType: 'Substance', id: 's', code: { text: 'aspirin' } };
const mixture: Medication = {
  resourceType: 'Medication',
  id: 'mix',
  ingredient: [
    { itemCodeableConcept: { text: 'amlodipine' } },
    { itemReference: { reference: 'Substance/s' } },
    { itemReference: { reference: '#inside' } },
    { itemCodeableConcept: { text: 'lactose' }, isActive: false },
    { itemReference: { reference: 'Substance/gone' } },
  ],
  contained: [{ resourceType: 'Substance', id: 'inside', code: { text: 'valsartan' } }],
};
const record = new PatientRecord({
  patientId: 'p1',
  resources: deepFreeze([medication, substance, mixture]),
  coverage: wholeChart,
  fullUrls: new Map<string, Resource>([['urn:uuid:m', medication]]),
});

test.each<readonly [string, Partial<MedicationRequest>, readonly string[]]>([
  ['a concept', { medicationCodeableConcept: code }, ['warfarin 5 MG tablet']],
  ['relative', { medicationReference: { reference: 'Medication/m' } }, ['warfarin 5 MG tablet']],
  ['absolute', { medicationReference: { reference: 'http://x.example/fhir/Medication/m' } }, ['warfarin 5 MG tablet']],
  ['urn', { medicationReference: { reference: 'urn:uuid:m' } }, ['warfarin 5 MG tablet']],
  [
    'contained',
    { medicationReference: { reference: '#in' }, contained: [{ ...medication, id: 'in' }] },
    ['warfarin 5 MG tablet'],
  ],
  [
    'with a display',
    { medicationReference: { reference: 'Medication/m', display: 'Coumadin' } },
    ['warfarin 5 MG tablet', 'Coumadin'],
  ],
  ['a display only', { medicationReference: { reference: 'Medication/gone', display: 'Coumadin' } }, ['Coumadin']],
  [
    'active ingredients',
    { medicationReference: { reference: 'Medication/mix' } },
    ['amlodipine', 'aspirin', 'valsartan'],
  ],
  ['gone', { medicationReference: { reference: 'Medication/gone' } }, []],
  ['another type', { medicationReference: { reference: 'Substance/s' } }, []],
  ['not contained', { medicationReference: { reference: '#gone' } }, []],
  ['nothing', {}, []],
])('%s', (_name, more, texts) => {
  const request: MedicationRequest = {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/p1' },
    ...more,
  };
  const concepts = medicationConcepts(deepFreeze(request), record);
  expect(concepts.map(({ text }) => text)).toEqual(texts);
});
