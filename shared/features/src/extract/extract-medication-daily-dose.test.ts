import type { Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import type { ValueSet } from '@cardwright/fhir';
import { codeSystems } from '../code-systems.ts';
import { context, extractOne, medicationRequest, quantity, said } from '../fixtures/chart.ts';

const set = (id: string, names: readonly string[], codes: readonly string[] = []): ValueSet => ({
  id,
  title: id,
  source: 'test',
  codes: codes.map((code) => ({ system: codeSystems.rxnorm, code })),
  names,
});
const rules = {
  kind: 'medication-daily-dose',
  codes: set('morphine', ['morphine'], ['7052', '900']),
  routes: set('oral', ['oral']),
  unlike: set('unlike', ['acetaminophen', 'injection']),
  products: { 900: 15 },
} as const;
const sum = { ...rules, give: 'sum' } as const;
const unread = { ...rules, give: 'unread' } as const;
const patches = {
  kind: 'medication-daily-dose',
  codes: set('fentanyl', ['fentanyl', 'patch']),
  routes: set('skin', ['transdermal', 'patch']),
  unlike: set('unlike', ['injection']),
  products: { 901: 25 },
  unit: 'ug/h',
  give: 'sum',
} as const;
const daily = { repeat: { frequency: 2, period: 1, periodUnit: 'd' } } as const;
const order = (id: string, dosage: object, rest: object = {}) =>
  medicationRequest(id, {
    medicationCodeableConcept: { text: 'morphine' },
    dosageInstruction: [{ timing: daily, doseAndRate: [{ doseQuantity: quantity(10, 'mg') }], ...dosage }],
    ...rest,
  });
const product = (code: string, text: string) => ({
  medicationCodeableConcept: { text, coding: [{ system: codeSystems.rxnorm, code }] },
});

describe('the daily dose of active prescriptions', () => {
  test('adds up what can be read, and counts what cannot', () => {
    const chart: readonly Resource[] = [
      order('a', {}),
      order('b', { doseAndRate: [] }),
      order('c', {}, { status: 'stopped' }),
      order('d', {}, { medicationCodeableConcept: { text: 'codeine' } }),
    ];
    expect(extractOne(sum, chart)).toMatchObject({
      value: 20,
      unit: 'mg/d',
      references: ['MedicationRequest/a'],
      matchedBy: 'name',
    });
    expect(extractOne(unread, chart)).toMatchObject({
      value: 1,
      references: ['MedicationRequest/b'],
      derivation: 'the dose is not structured',
    });
  });

  test.each<[string, readonly Resource[], unknown, unknown]>([
    ['nothing on record', [], 0, 0],
    ['only what cannot be read', [order('a', { doseAndRate: [] })], 'no-value', 1],
    ['as needed: the most', [order('a', { asNeededBoolean: true })], 20, 0],
    [
      'ranges: the most',
      [
        order('a', {
          timing: { repeat: { frequency: 1, frequencyMax: 3, period: 4, periodMax: 6, periodUnit: 'h' } },
          doseAndRate: [{ doseRange: { low: quantity(5, 'mg'), high: quantity(10, 'mg') } }],
        }),
      ],
      180,
      0,
    ],
    ['by mouth', [order('a', { route: { text: 'Oral' } })], 20, 0],
    ['another route', [order('a', { route: { text: 'Intravenous' } })], 'no-value', 1],
    [
      'a combination',
      [order('a', {}, { medicationCodeableConcept: { text: 'morphine acetaminophen' } })],
      'no-value',
      1,
    ],
    [
      'tablets of a known product',
      [order('a', { doseAndRate: [{ doseQuantity: { value: 2, unit: 'tablet' } }] }, product('900', 'morphine'))],
      60,
      0,
    ],
    [
      'mg of a combination of known strength: mg of which?',
      [order('a', {}, product('900', 'morphine acetaminophen'))],
      'no-value',
      1,
    ],
    [
      'tablets of an unknown product',
      [order('a', { doseAndRate: [{ doseQuantity: { value: 2, unit: 'tablet' } }] })],
      'no-value',
      1,
    ],
    ['a medication without a name', [order('a', {}, { medicationCodeableConcept: {} })], 'unreadable', 'unreadable'],
  ])('%s', (_, chart, expectedSum, expectedUnread) => {
    expect(said(extractOne(sum, chart))).toBe(expectedSum);
    expect(said(extractOne(unread, chart))).toBe(expectedUnread);
  });

  test('leaves out what a draft of the call changes or replaces', () => {
    const drafts: readonly Resource[] = [
      order('a', {}, { status: 'draft' }),
      order('new', {}, { status: 'draft', priorPrescription: { reference: 'MedicationRequest/b' } }),
    ];
    const chart = [order('a', {}), order('b', {}), order('c', {})];
    const feature = extractOne(sum, chart, { context: context({ draftOrders: drafts }) });
    expect(feature).toMatchObject({ value: 20, references: ['MedicationRequest/c'] });
  });

  test.each<[string, object, object, unknown]>([
    ['the rate of the product', { doseAndRate: [] }, product('901', 'patch'), 25],
    [
      'one patch of the product',
      { doseAndRate: [{ doseQuantity: { value: 1, unit: 'patch' } }] },
      product('901', 'x patch'),
      25,
    ],
    ['a rate in the dosage', { doseAndRate: [{ rateQuantity: quantity(50, 'ug/h') }] }, {}, 50],
    ['a rate as the dose', { doseAndRate: [{ doseQuantity: quantity(12, 'ug/h') }] }, {}, 12],
    [
      'rates that disagree',
      { doseAndRate: [{ rateQuantity: quantity(50, 'ug/h') }] },
      product('901', 'patch'),
      'no-value',
    ],
    [
      'several patches',
      { doseAndRate: [{ doseQuantity: { value: 2, unit: 'patch' } }] },
      product('901', 'patch'),
      'no-value',
    ],
    [
      'a rate of what nobody calls a patch',
      { doseAndRate: [{ rateQuantity: quantity(50, 'ug/h') }] },
      { medicationCodeableConcept: { text: 'fentanyl' } },
      'no-value',
    ],
    ['a mass is no rate', { doseAndRate: [{ doseQuantity: quantity(25, 'ug') }] }, {}, 'no-value'],
    [
      'an infusion',
      { route: { text: 'Intravenous' }, doseAndRate: [{ rateQuantity: quantity(50, 'ug/h') }] },
      {},
      'no-value',
    ],
  ])('patches: %s', (_, dosage, rest, expected) => {
    const chart = [order('a', dosage, { medicationCodeableConcept: { text: 'patch' }, ...rest })];
    expect(said(extractOne(patches, chart))).toBe(expected);
  });
});
