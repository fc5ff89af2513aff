import type { Resource } from '@medplum/fhirtypes';
import type { ValueSet } from '@cardwright/fhir';
import { describe, expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import { context, extractOne, medicationRequest, quantity, said } from '../fixtures/chart.ts';

const warfarin: ValueSet = {
  id: 'warfarin',
  title: 'Warfarin',
  source: 'test',
  codes: [{ system: codeSystems.rxnorm, code: '11289' }],
  names: ['warfarin'],
};
const kind = { kind: 'draft-daily-dose', codes: warfarin } as const;
const draft = (id: string, mg: number, rest: object = {}) =>
  medicationRequest(id, {
    status: 'draft',
    medicationCodeableConcept: { coding: [{ system: codeSystems.rxnorm, code: '11289' }] },
    dosageInstruction: [
      {
        doseAndRate: [{ doseQuantity: quantity(mg, 'mg') }],
        timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
      },
    ],
    ...rest,
  });
const from = (draftOrders: readonly Resource[], selections: readonly string[] = [], chart: readonly Resource[] = []) =>
  extractOne(kind, chart, { context: context({ draftOrders, selections }) });

describe('the drafted dose', () => {
  test('is that of the selected draft', () => {
    const drafts = [draft('a', 5), draft('b', 7.5)];
    expect(from(drafts, ['MedicationRequest/b'])).toEqual({
      status: 'present',
      value: 7.5,
      unit: 'mg/d',
      references: ['MedicationRequest/b'],
      matchedBy: 'code',
    });
  });

  test('adds drafts up when several are selected, or the hook has no selections', () => {
    expect(from([draft('b', 2.5), draft('a', 5)])).toMatchObject({
      value: 7.5,
      references: ['MedicationRequest/a', 'MedicationRequest/b'],
    });
  });

  test.each<[string, readonly Resource[], readonly string[], unknown]>([
    ['no draft', [], [], 'none-recorded'],
    [
      'a draft for something else',
      [draft('a', 5, { medicationCodeableConcept: { text: 'aspirin' } })],
      [],
      'none-recorded',
    ],
    ['a draft by name', [draft('a', 5, { medicationCodeableConcept: { text: 'Warfarin 5 mg' } })], [], 5],
    ['a draft that is not selected', [draft('a', 5)], ['MedicationRequest/other'], 'none-recorded'],
    ['a draft of another patient', [draft('a', 5, { subject: { reference: 'Patient/p2' } })], [], 'none-recorded'],
    ['a cancelled draft', [draft('a', 5, { status: 'cancelled' })], [], 'none-recorded'],
    ['a draft not to give', [draft('a', 5, { doNotPerform: true })], [], 'none-recorded'],
    ['a draft in words', [draft('a', 5, { dosageInstruction: [{ text: '5 mg daily' }] })], [], 'no-value'],
    ['one of two in words', [draft('a', 5), draft('b', 5, { dosageInstruction: [] })], [], 'no-value'],
  ])('%s', (_, drafts, selections, expected) => {
    expect(said(from(drafts, selections))).toBe(expected);
  });

  test('follows a medication among the drafts', () => {
    const medication: Resource = { resourceType: 'Medication', id: 'w', code: { text: 'warfarin' } };
    const referred = draft('a', 5, {
      medicationCodeableConcept: undefined,
      medicationReference: { reference: 'Medication/w' },
    });
    expect(said(from([referred, medication]))).toBe(5);
  });

  test('is never read from the chart', () => {
    expect(said(from([], [], [draft('a', 5, { status: 'active' })]))).toBe('none-recorded');
    expect(said(extractOne(kind, [draft('a', 5)]))).toBe('none-recorded');
  });
});
