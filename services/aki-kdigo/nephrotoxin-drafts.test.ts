import { describe, expect, test } from '@jest/globals';
import type { HookContext } from '@cardwright/cds-service';
import type { MedicationRequest } from '@medplum/fhirtypes';
import { concerns } from './concerns.ts';
import { nephrotoxinDrafts } from './nephrotoxin-drafts.ts';

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const draft = (id: string, text: string, rest: Partial<MedicationRequest> = {}): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
  medicationCodeableConcept: { text },
  ...rest,
});
const context = (drafts: readonly MedicationRequest[], rest: Partial<HookContext> = {}): HookContext => ({
  hook: 'order-sign',
  patientId: 'p1',
  draftOrders: drafts,
  selections: [],
  ...rest,
});
const names = (...drafts: readonly MedicationRequest[]) => nephrotoxinDrafts(context(drafts)).map(({ name }) => name);

describe('which drafts are meant', () => {
  test('by name, by code, and nothing else', () => {
    const byCode = draft('c', '', {
      medicationCodeableConcept: { coding: [{ system: rxnorm, code: '42316' }] },
    });
    const all = [draft('a', 'vancomycin 1 g IV'), draft('b', 'acetaminophen 500 mg'), byCode];
    expect(names(...all)).toEqual(['vancomycin 1 g IV', 'medication']);
  });

  test.each([
    ['for the eye', draft('a', 'Gentamicin 3 MG/ML Ophthalmic Solution')],
    ['for the skin', draft('a', 'diclofenac 10 MG/MG Topical Gel')],
    ['by a local route', draft('a', 'tobramycin', { dosageInstruction: [{ route: { text: 'Left eye' } }] })],
    ['not to be given', draft('a', 'ibuprofen', { doNotPerform: true })],
    ['active already', draft('a', 'ibuprofen', { status: 'active' })],
    ["another patient's", draft('a', 'ibuprofen', { subject: { reference: 'Patient/p2' } })],
  ])('not one that is %s', (_, order) => {
    expect(names(order)).toEqual([]);
  });

  test('an injection under the skin is not for the skin', () => {
    const order = draft('a', 'methotrexate', { dosageInstruction: [{ route: { text: 'Under the skin' } }] });
    expect(names(order)).toEqual(['methotrexate']);
  });

  test('on order-select only what was selected', () => {
    const drafts = [draft('a', 'ibuprofen'), draft('b', 'naproxen')];
    const selected = context(drafts, { hook: 'order-select', selections: ['MedicationRequest/b'] });
    expect(nephrotoxinDrafts(selected).map(({ name }) => name)).toEqual(['naproxen']);
  });

  test('an order without one is not ours, a notification always is', () => {
    expect(concerns(context([draft('a', 'acetaminophen')]))).toBe(false);
    expect(concerns(context([draft('a', 'ketorolac')]))).toBe(true);
    expect(concerns(context([], { hook: 'notification' }))).toBe(true);
  });
});
