import type { Dosage, DosageDoseAndRate, MedicationRequest, Timing } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import { medicationRequest, quantity } from '../fixtures/chart.ts';
import { dailyDoseMg, weeklyDoseMg } from './daily-dose-mg.ts';

const daily: Timing = { repeat: { frequency: 1, period: 1, periodUnit: 'd' } };
const dose = (value: number, code = 'mg'): DosageDoseAndRate[] => [{ doseQuantity: quantity(value, code) }];
const five: Dosage = { doseAndRate: dose(5), timing: daily };
const order = (dosageInstruction: Dosage[], rest: Partial<MedicationRequest> = {}) =>
  medicationRequest('m', { dosageInstruction, ...rest });
const mgPerDay = (dosages: Dosage[], rest: Partial<MedicationRequest> = {}) => {
  const result = dailyDoseMg(order(dosages, rest));
  return result.ok ? result.mgPerDay : result.reason;
};
const gts = (code: string): Timing => ({
  code: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation', code }] },
});

describe('how often', () => {
  test.each<[string, Timing['repeat'], unknown]>([
    ['once a day', { frequency: 1, period: 1, periodUnit: 'd' }, 5],
    ['frequency left out', { period: 1, periodUnit: 'd' }, 5],
    ['three times a day', { frequency: 3, period: 1, periodUnit: 'd' }, 15],
    ['every other day', { frequency: 1, period: 2, periodUnit: 'd' }, 2.5],
    ['every 8 hours', { frequency: 1, period: 8, periodUnit: 'h' }, 15],
    ['every 90 minutes', { frequency: 1, period: 90, periodUnit: 'min' }, 80],
    ['once a week', { frequency: 1, period: 1, periodUnit: 'wk' }, 0.714285714286],
    ['monthly', { frequency: 1, period: 1, periodUnit: 'mo' }, 'the period has no fixed length in days'],
    ['a frequency without a period', { frequency: 2 }, 'the period is not complete'],
    ['a period of nothing', { period: 0, periodUnit: 'd' }, 'the period is not complete'],
    ['once or twice a day', { frequency: 1, frequencyMax: 2, period: 1, periodUnit: 'd' }, 'the frequency is a range'],
    ['every 4 to 6 hours', { period: 4, periodMax: 6, periodUnit: 'h' }, 'the frequency is a range'],
    ['ten doses', { count: 10, period: 1, periodUnit: 'd' }, 'the number of doses is limited'],
    [
      'bounded, which does not matter',
      { boundsPeriod: { end: '2026-04-01' }, frequency: 1, period: 1, periodUnit: 'd' },
      5,
    ],
    ['bounds only', { boundsPeriod: { end: '2026-04-01' } }, 'the timing is not structured'],
    ['at bedtime', { when: ['HS'] }, 5],
    ['with breakfast and dinner', { when: ['CM', 'CV'] }, 10],
    ['with meals', { when: ['C'] }, 'the times of day are not countable'],
    ['at 8 and 20 h', { timeOfDay: ['08:00:00', '20:00:00'] }, 10],
    [
      'twice a day at 8 and 20 h',
      { frequency: 2, period: 1, periodUnit: 'd', timeOfDay: ['08:00:00', '20:00:00'] },
      10,
    ],
    [
      'once a day at 8 and 20 h',
      { frequency: 1, period: 1, periodUnit: 'd', timeOfDay: ['08:00:00', '20:00:00'] },
      'the frequency and the times of day disagree',
    ],
    ['on three weekdays', { dayOfWeek: ['mon', 'wed', 'fri'] }, 2.14285714286],
    [
      'daily on three weekdays',
      { frequency: 1, period: 1, periodUnit: 'd', dayOfWeek: ['mon', 'wed', 'fri'] },
      2.14285714286,
    ],
    [
      'three times a week on three weekdays',
      { frequency: 3, period: 1, periodUnit: 'wk', dayOfWeek: ['mon', 'wed', 'fri'] },
      2.14285714286,
    ],
    ['once a week on Monday', { frequency: 1, period: 1, periodUnit: 'wk', dayOfWeek: ['mon'] }, 0.714285714286],
    [
      'once a week on three weekdays',
      { frequency: 1, period: 1, periodUnit: 'wk', dayOfWeek: ['mon', 'wed', 'fri'] },
      'the frequency and the days of the week disagree',
    ],
    [
      'every other day on Monday',
      { frequency: 1, period: 2, periodUnit: 'd', dayOfWeek: ['mon'] },
      'the period and the days of the week disagree',
    ],
  ])('%s', (_, repeat, expected) => {
    expect(mgPerDay([{ doseAndRate: dose(5), timing: { ...(repeat && { repeat }) } }])).toBe(expected);
  });

  test.each([
    ['QD', 5],
    ['BID', 10],
    ['TID', 15],
    ['QID', 20],
    ['Q6H', 20],
    ['QOD', 2.5],
    ['BED', 5],
    ['MO', 'the timing is not structured'],
    ['ASAP', 'the timing is not structured'],
  ])('code %s', (code, expected) => {
    expect(mgPerDay([{ doseAndRate: dose(5), timing: gts(code) }])).toBe(expected);
  });

  test('a code and a structure must agree', () => {
    expect(mgPerDay([{ ...five, timing: { ...gts('QD'), ...daily } }])).toBe(5);
    expect(mgPerDay([{ ...five, timing: { ...gts('BID'), ...daily } }])).toBe(
      'the code and the structure of the timing disagree',
    );
    const local: Timing = { code: { coding: [{ system: 'urn:local', code: 'BID' }] } };
    expect(mgPerDay([{ ...five, timing: local }])).toBe('the timing is not structured');
  });

  test('listed times and no timing are not a frequency', () => {
    expect(mgPerDay([{ ...five, timing: { event: ['2026-01-01'] } }])).toBe('the dose is given at listed times');
    expect(mgPerDay([{ doseAndRate: dose(5) }])).toBe('no timing is given');
    expect(mgPerDay([{ text: '5 mg daily' }])).toBe('the dose is not structured');
    expect(mgPerDay([])).toBe('no dosage is given');
  });
});

describe('how much', () => {
  test.each<[string, DosageDoseAndRate[], unknown]>([
    ['milligrams', dose(2.5), 2.5],
    ['grams', dose(0.0025, 'g'), 2.5],
    ['micrograms', dose(2500, 'ug'), 2.5],
    ['mcg as text', [{ doseQuantity: { value: 2500, unit: 'mcg' } }], 2.5],
    ['tablets', dose(1, '{tablet}'), 'the dose is not given in mg, g or ug'],
    ['nothing', dose(0), 'the dose is not given in mg, g or ug'],
    [
      'less than 5 mg',
      [{ doseQuantity: { ...quantity(5, 'mg'), comparator: '<' } }],
      'the dose is not given in mg, g or ug',
    ],
    ['a range', [{ doseRange: { low: quantity(2, 'mg'), high: quantity(4, 'mg') } }], 'the dose is a range'],
    ['ordered and calculated, equal', [...dose(5), ...dose(5000, 'ug')], 5],
    ['ordered and calculated, different', [...dose(5), ...dose(6)], 'several doses are given'],
    ['a rate', [{ rateQuantity: quantity(5, 'mg/h') }], 'the dose is not structured'],
  ])('%s', (_, doseAndRate, expected) => {
    expect(mgPerDay([{ doseAndRate, timing: daily }])).toBe(expected);
  });

  test('tablets of a contained medication with one ingredient', () => {
    const contained = (ingredients: number): Partial<MedicationRequest> => ({
      medicationReference: { reference: '#w' },
      contained: [
        {
          resourceType: 'Medication',
          id: 'w',
          ingredient: Array.from({ length: ingredients }, () => ({
            strength: { numerator: quantity(2.5, 'mg'), denominator: quantity(1, '{tablet}') },
          })),
        },
      ],
    });
    const twoTablets: Dosage[] = [{ doseAndRate: dose(2, '{tablet}'), timing: daily }];
    expect(mgPerDay(twoTablets, contained(1))).toBe(5);
    expect(mgPerDay(twoTablets, contained(2))).toBe('the dose is not given in mg, g or ug');
    expect(mgPerDay([{ doseAndRate: dose(2, 'mL'), timing: daily }], contained(1))).toBe(
      'the dose is not given in mg, g or ug',
    );
  });
});

describe('several dosages', () => {
  const on = (mg: number, ...dayOfWeek: NonNullable<Timing['repeat']>['dayOfWeek'] & unknown[]): Dosage => ({
    doseAndRate: dose(mg),
    timing: { repeat: { dayOfWeek } },
  });
  test('taken together add up', () => {
    const week = [on(5, 'mon', 'tue', 'wed', 'thu', 'fri'), on(2.5, 'sat', 'sun')];
    expect(weeklyDoseMg(order(week))).toEqual({ ok: true, mgPerWeek: 30 });
    expect(mgPerDay([five, { ...five, doseAndRate: dose(2.5) }])).toBe(7.5);
    expect(
      mgPerDay([
        { ...five, sequence: 1 },
        { ...five, sequence: 1 },
      ]),
    ).toBe(10);
  });

  test('one after the other have no one dose', () => {
    expect(
      mgPerDay([
        { ...five, sequence: 1 },
        { ...five, sequence: 2 },
      ]),
    ).toBe('the dosages follow one another');
    expect(mgPerDay([five, { ...five, sequence: 2 }])).toBe('the dosages follow one another');
  });

  test('one that cannot be computed makes the sum unknown', () => {
    expect(mgPerDay([five, { ...five, asNeededBoolean: true }])).toBe('the dose is taken as needed');
    expect(mgPerDay([{ ...five, asNeededCodeableConcept: { text: 'pain' } }])).toBe('the dose is taken as needed');
    expect(mgPerDay([{ ...five, asNeededBoolean: false }])).toBe(5);
  });
});

test('the weekly dose is seven daily ones', () => {
  expect(weeklyDoseMg(order([five]))).toEqual({ ok: true, mgPerWeek: 35 });
});
