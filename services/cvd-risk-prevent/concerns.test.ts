import { describe, expect, test } from '@jest/globals';
import type { MedicationRequest, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { concerns } from './concerns.ts';
import { context } from './test-support/context.fixture.ts';

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const subject = { reference: 'Patient/p1' };
const drug = (medicationCodeableConcept: MedicationRequest['medicationCodeableConcept']): MedicationRequest => ({
  ...{ resourceType: 'MedicationRequest', id: 'o1', status: 'draft', intent: 'order', subject },
  ...(medicationCodeableConcept ? { medicationCodeableConcept } : {}),
});
const lab = (code: string): ServiceRequest => ({
  ...{ resourceType: 'ServiceRequest', id: 'o1', status: 'draft', intent: 'order', subject },
  code: { coding: [{ system: 'http://loinc.org', code }] },
});
const select = (draft: Resource, selections: readonly string[] = [`${draft.resourceType}/o1`]) =>
  concerns({ ...context, hook: 'order-select', draftOrders: [draft], selections });

describe('concerns', () => {
  test('opening the chart always does', () => {
    expect(concerns(context)).toBe(true);
  });

  test.each([
    ['a statin by code', drug({ coding: [{ system: rxnorm, code: '83367' }] })],
    ['a statin by name', drug({ text: 'Rosuvastatin 10 MG Oral Tablet' })],
    ['a blood-pressure medication', drug({ text: 'hydrochlorothiazide 12.5 MG / lisinopril 10 MG Oral Tablet' })],
    ['a lipid panel', lab('57698-3')],
  ])('selecting %s does', (_, draft) => {
    expect(select(draft)).toBe(true);
  });

  test.each([
    ['an antibiotic', drug({ text: 'Amoxicillin 500 MG Oral Capsule' })],
    ['a medication without name or code', drug(undefined)],
    ['timolol eye drops', drug({ text: 'Timolol 5 MG/ML Ophthalmic Solution' })],
    ['another laboratory test', lab('2160-0')],
  ])('selecting %s does not', (_, draft) => {
    expect(select(draft)).toBe(false);
  });

  test('a draft that is not selected does not', () => {
    expect(select(lab('57698-3'), ['ServiceRequest/o2'])).toBe(false);
  });

  test('a medication behind a reference in the same drafts is followed', () => {
    const medication: Resource = { resourceType: 'Medication', id: 'm1', code: { text: 'Atorvastatin 20 MG' } };
    const order: MedicationRequest = { ...drug(undefined), medicationReference: { reference: 'Medication/m1' } };
    const call = { ...context, hook: 'order-select', draftOrders: [order, medication] };
    expect(concerns({ ...call, selections: ['MedicationRequest/o1'] })).toBe(true);
  });
});
