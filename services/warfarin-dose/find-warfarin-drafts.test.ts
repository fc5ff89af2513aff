import { describe, expect, test } from '@jest/globals';
import type { HookContext } from '@cardwright/cds-service';
import type { MedicationRequest, Resource } from '@medplum/fhirtypes';
import { findWarfarinDrafts } from './find-warfarin-drafts.ts';
import { service } from './service.ts';

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const order = (more: Partial<MedicationRequest> = {}): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id: 'a',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/1' },
  medicationCodeableConcept: { coding: [{ system: rxnorm, code: '11289' }] },
  ...more,
});
const withoutConcept = (more: Partial<MedicationRequest>): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id: 'a',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/1' },
  ...more,
});
const context = (draftOrders: readonly Resource[], more: Partial<HookContext> = {}): HookContext => ({
  hook: 'order-sign',
  patientId: '1',
  draftOrders,
  selections: draftOrders.map(({ resourceType, id }) => `${resourceType}/${id}`),
  ...more,
});

describe('findWarfarinDrafts', () => {
  test.each<[string, MedicationRequest, readonly Resource[]]>([
    ['by ingredient', order(), []],
    ['by brand code', order({ medicationCodeableConcept: { coding: [{ system: rxnorm, code: '405155' }] } }), []],
    [
      'by name in the display',
      order({ medicationCodeableConcept: { coding: [{ display: 'WARFARIN SODIUM 5 MG' }] } }),
      [],
    ],
    ['by name in the text', order({ medicationCodeableConcept: { text: 'Coumadin 5 mg tablet' } }), []],
    [
      'in a contained Medication',
      withoutConcept({
        contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'warfarin 5 mg' } }],
        medicationReference: { reference: '#m' },
      }),
      [],
    ],
    [
      'in a Medication beside it',
      withoutConcept({ medicationReference: { reference: 'Medication/m' } }),
      [{ resourceType: 'Medication', id: 'm', code: { text: 'warfarin 5 mg' } }],
    ],
    ['by the display of the reference', withoutConcept({ medicationReference: { display: 'Jantoven 5 mg' } }), []],
  ])('finds warfarin %s', (_, draft, beside) => {
    expect(findWarfarinDrafts(context([draft, ...beside]))).toEqual([draft]);
    expect(service.concerns(context([draft, ...beside]))).toBe(true);
  });

  test.each<[string, MedicationRequest]>([
    ['another drug', order({ medicationCodeableConcept: { text: 'apixaban 5 mg' } })],
    ['a name inside a longer word', order({ medicationCodeableConcept: { text: 'prewarfarinised' } })],
    [
      'the same number in another system',
      order({ medicationCodeableConcept: { coding: [{ system: 'urn:x', code: '11289' }] } }),
    ],
    ['an order signed again', order({ status: 'active' })],
    ['an order of another patient', order({ subject: { reference: 'Patient/2' } })],
    ['"do not perform"', order({ doNotPerform: true })],
  ])('passes over %s', (_, draft) => {
    expect(service.concerns(context([draft]))).toBe(false);
  });

  test('on order-select only what is selected counts; on order-sign every draft', () => {
    const elsewhere = { selections: ['MedicationRequest/b'] };
    expect(service.concerns(context([order()], { hook: 'order-select', ...elsewhere }))).toBe(false);
    expect(service.concerns(context([order()], { hook: 'order-select' }))).toBe(true);
    expect(service.concerns(context([order()], { hook: 'order-sign', ...elsewhere }))).toBe(true);
  });

  test('no drafts, no concern', () => expect(service.concerns(context([]))).toBe(false));
});
