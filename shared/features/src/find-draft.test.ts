import { expect, test } from '@jest/globals';
import type { Medication } from '@medplum/fhirtypes';
import { findDraft } from './find-draft.ts';

const named: Medication = { resourceType: 'Medication', id: 'm1' };
const nameless: Medication = { resourceType: 'Medication', code: { text: 'x' } };
const context = { draftOrders: [named, nameless], draftUrls: new Map([['urn:uuid:m', nameless]]) };

test.each([
  ['Medication/m1', named],
  ['https://ehr.example.org/fhir/Medication/m1', named],
  ['Medication/m1/_history/2', named],
  ['urn:uuid:m', nameless],
  ['urn:uuid:x', undefined],
  ['Substance/m1', undefined],
  ['#m1', undefined],
  [undefined, undefined],
])('%s', (reference, found) => expect(findDraft(context, reference)).toBe(found));

test('without fullUrls', () => expect(findDraft({ draftOrders: [named] }, 'urn:uuid:m')).toBeUndefined());
