import { describe, expect, test } from '@jest/globals';
import type { Dosage, MedicationRequest } from '@medplum/fhirtypes';
import { suggestDose } from './suggest-dose.ts';

const onceDaily: Dosage = {
  timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
  route: { text: 'oral' },
  doseAndRate: [{ doseQuantity: { value: 5, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' } }],
};

const draft = (instruction: Dosage = onceDaily, more: Partial<MedicationRequest> = {}): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id: 'draft-1',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/1' },
  medicationCodeableConcept: { text: 'warfarin' },
  note: [{ text: 'keep me' }],
  dosageInstruction: [instruction],
  ...more,
});

const resourceOf = (suggestion: ReturnType<typeof suggestDose>) => suggestion?.actions?.[0]?.resource;

describe('suggestDose', () => {
  test('updates the dose under the same id, leaves the rest and the caller’s draft untouched, recommends nothing', () => {
    const given = draft();
    const before = structuredClone(given);
    const suggestion = suggestDose(given, 3.74);
    expect(given).toEqual(before);
    expect(suggestion?.isRecommended).toBeUndefined();
    expect(suggestion?.actions).toHaveLength(1);
    expect(suggestion?.actions?.[0]?.type).toBe('update');
    expect(suggestion?.actions?.[0]?.description).toContain('rounded by Cardwright to the nearest 0.5 mg');
    const changed = {
      ...onceDaily,
      doseAndRate: [{ doseQuantity: { ...onceDaily.doseAndRate?.[0]?.doseQuantity, value: 3.5 } }],
    };
    expect(resourceOf(suggestion)).toEqual({ ...before, dosageInstruction: [changed] });
  });

  test.each([
    [3.74, 3.5],
    [3.75, 4],
    [4.2499, 4],
    [4.25, 4.5],
    [0.25, 0.5],
  ])('%d mg a day is offered as %d mg', (estimate, offered) => {
    expect(resourceOf(suggestDose(draft(), estimate))).toMatchObject({
      dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: offered, unit: 'mg' } }] }],
    });
  });

  test.each<[string, Dosage, number]>([
    ['the rounded dose is drafted already', onceDaily, 5.1],
    ['the estimate rounds to nothing', onceDaily, 0.2],
    ['text only', { text: '5 mg daily' }, 3],
    ['tablets', { ...onceDaily, doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }] }, 3],
    ['micrograms', { ...onceDaily, doseAndRate: [{ doseQuantity: { value: 5000, unit: 'ug', code: 'ug' } }] }, 3],
    ['a dose range', { ...onceDaily, doseAndRate: [{ doseRange: { low: { value: 3, unit: 'mg' } } }] }, 3],
    ['a comparator', { ...onceDaily, doseAndRate: [{ doseQuantity: { value: 5, comparator: '<', unit: 'mg' } }] }, 3],
    ['twice a day', { ...onceDaily, timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } } }, 3],
    ['every other day', { ...onceDaily, timing: { repeat: { frequency: 1, period: 2, periodUnit: 'd' } } }, 3],
    [
      'on named days',
      { ...onceDaily, timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd', dayOfWeek: ['mon'] } } },
      3,
    ],
    ['a stated maximum', { ...onceDaily, maxDosePerAdministration: { value: 5, unit: 'mg' } }, 7],
    ['as needed', { ...onceDaily, asNeededBoolean: true }, 3],
    ['no timing', { doseAndRate: onceDaily.doseAndRate ?? [] }, 3],
  ])('no suggestion: %s', (_, instruction, estimate) => {
    expect(suggestDose(draft(instruction), estimate)).toBeUndefined();
  });

  test('no suggestion without an id or with two instructions', () => {
    const { id, ...nameless } = draft();
    expect(id).toBe('draft-1');
    expect(suggestDose(nameless, 3)).toBeUndefined();
    expect(suggestDose(draft(onceDaily, { dosageInstruction: [onceDaily, onceDaily] }), 3)).toBeUndefined();
  });

  test('says that a written instruction is left as it is', () => {
    const suggestion = suggestDose(draft({ ...onceDaily, text: '5 mg every evening' }), 3);
    expect(suggestion?.actions?.[0]?.description).toContain('must be corrected by hand');
    expect(resourceOf(suggestion)).toMatchObject({ dosageInstruction: [{ text: '5 mg every evening' }] });
  });
});
