import { expect, test } from '@jest/globals';
import { draftOf, drugNames, signing } from './call.fixture.ts';
import { findListedDrafts } from './find-listed-drafts.ts';

const found = (...orders: ReturnType<typeof draftOf>[]) =>
  findListedDrafts({ ...signing([], {}).context, draftOrders: orders }).map(({ drug }) => drug.name);

test('every listed drug is found by its name, warfarin is not ours', () => {
  expect(found(...drugNames.map((drug) => draftOf(drug)))).toEqual(drugNames);
  expect(found(draftOf('warfarin'), draftOf('atorvastatin'))).toEqual([]);
});

test.each([
  ['do not perform', { doNotPerform: true }],
  ['signed again', { status: 'active' as const }],
  ['of another patient', { subject: { reference: 'Patient/pat-2' } }],
  ['a cream', { medicationCodeableConcept: { text: 'fluorouracil 5 % topical cream' } }],
  ['a topical route', { dosageInstruction: [{ route: { coding: [{ display: 'Topical route' }] } }] }],
])('%s is not ours', (_name, more) => {
  expect(found(draftOf('fluorouracil', more))).toEqual([]);
});

test.each([
  ['Xeloda 500 mg tablet', 'capecitabine'],
  ['Adrucil 50 mg/mL', 'fluorouracil'],
  ['5FU 400 mg/m2', 'fluorouracil'],
  ['5 FU bolus', 'fluorouracil'],
  ['Vytorin 10/40', 'simvastatin'],
  ['Simcor 500/20', 'simvastatin'],
  ['Purixan 20 mg/mL', 'mercaptopurine'],
  ['6-MP 50 mg', 'mercaptopurine'],
  ['6-TG 40 mg', 'thioguanine'],
  ['Triumeq', 'abacavir'],
  ['Plavix 75 mg', 'clopidogrel'],
])('%s is %s', (text, drug) => {
  expect(found(draftOf('ordered', { medicationCodeableConcept: { text } }))).toEqual([drug]);
});

test('two drafts of one drug belong together', () => {
  const orders = [draftOf('clopidogrel'), draftOf('clopidogrel', { id: 'second' })];
  const [drafts] = findListedDrafts({ ...signing([], {}).context, draftOrders: orders });
  expect(drafts?.orders.map(({ id }) => id)).toEqual(['draft-clopidogrel', 'second']);
});
