import { expect, test } from '@jest/globals';
import type { HookContext } from '@cardwright/cds-service';
import type { MedicationRequest } from '@medplum/fhirtypes';
import { nameWarfarinDrafts } from './name-warfarin-drafts.ts';

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const draft = (id: string, medication: Partial<MedicationRequest>): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/1' },
  ...medication,
});
const context = (...draftOrders: readonly MedicationRequest[]): HookContext => ({
  hook: 'order-sign',
  patientId: '1',
  draftOrders,
  selections: [],
  draftUrls: new Map([
    ['urn:uuid:m', { resourceType: 'Medication', code: { text: 'Coumadin 5 mg', coding: [{ display: 'x' }] } }],
  ]),
});

test.each([
  ['by its text', { medicationCodeableConcept: { text: 'warfarin 5 mg' } }, 'warfarin 5 mg'],
  ['by a display', { medicationCodeableConcept: { coding: [{ display: 'Warfarin 1 mg' }] } }, 'Warfarin 1 mg'],
  ['by the Medication beside it', { medicationReference: { reference: 'urn:uuid:m' } }, 'Coumadin 5 mg'],
  ['with a code alone', { medicationCodeableConcept: { coding: [{ system: rxnorm, code: '11289' }] } }, 'warfarin'],
])('%s', (_name, medication, name) => {
  const order = draft('a', medication);
  expect(nameWarfarinDrafts(context(order))).toEqual([{ order, name }]);
});

test('other drafts are not named', () => {
  const other = draft('b', { medicationCodeableConcept: { text: 'amoxicillin' } });
  expect(nameWarfarinDrafts(context(other))).toEqual([]);
});
