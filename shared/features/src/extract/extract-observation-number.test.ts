import type { Observation } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import type { ObservationNumber } from '../declaration.ts';
import { asOf, coverage, extractOne, hoursAgo, observation, quantity, said } from '../fixtures/chart.ts';
import { units } from '../units/units.ts';
import { creatinine } from '../value-sets/kidney.ts';
import { hba1c } from '../value-sets/metabolic.ts';
import { bodyTemperature, systolicBloodPressure } from '../value-sets/vital-signs.ts';

const key = 'observations-creatinine';
const latest: ObservationNumber = {
  kind: 'observation-number',
  pick: 'latest',
  codes: creatinine,
  unit: units.creatinine,
  window: { days: 365 },
  plausible: [0.1, 30],
};
const [serum, , molar] = creatinine.codes;
const result = (id: string, hours: number, value: number, rest: Partial<Observation> = {}) =>
  observation(id, serum, { effectiveDateTime: hoursAgo(hours), valueQuantity: quantity(value, 'mg/dL'), ...rest });

describe('the latest result', () => {
  test('carries value, unit, time and reference', () => {
    expect(extractOne(latest, [result('a', 5, 1.1), result('b', 2, 1.3)])).toEqual({
      status: 'present',
      value: 1.3,
      unit: 'mg/dL',
      effective: hoursAgo(2),
      references: ['Observation/b'],
    });
  });

  test('keeps the value as recorded when it was converted', () => {
    const molarResult = observation('a', molar, { valueQuantity: quantity(106.08, 'umol/L') });
    expect(extractOne(latest, [molarResult])).toMatchObject({
      value: 1.2,
      recorded: { value: 106.08, unit: 'umol/L' },
    });
  });

  test('of two at the same time is the one issued later', () => {
    const first = result('z', 2, 1.1, { issued: hoursAgo(1) });
    const corrected = result('a', 2, 1.4, { issued: hoursAgo(0.5), status: 'corrected' });
    expect(said(extractOne(latest, [first, corrected]))).toBe(1.4);
    expect(said(extractOne(latest, [corrected, first]))).toBe(1.4);
  });
});

describe('the newest result decides, readable or not', () => {
  const older = result('old', 48, 0.9);
  test.each<[string, Partial<Observation>, unknown]>([
    ['a refused unit', { valueQuantity: quantity(1.2, 'mg/L') }, 'unit-refused'],
    ['no unit', { valueQuantity: { value: 1.2 } }, 'unit-refused'],
    ['a bare integer', { valueInteger: 1, valueQuantity: undefined as never }, 'unit-refused'],
    ['an implausible value', { valueQuantity: quantity(120, 'mg/dL') }, 'implausible'],
    ['a limit', { valueQuantity: { ...quantity(0.2, 'mg/dL'), comparator: '<' } }, 'no-value'],
    ['text', { valueQuantity: undefined as never, valueString: 'see comment' }, 'no-value'],
    [
      'a masked value',
      {
        valueQuantity: undefined as never,
        dataAbsentReason: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'masked' }],
        },
      },
      'withheld',
    ],
  ])('%s is not replaced by an older result', (_, rest, reason) => {
    const feature = extractOne(latest, [older, result('new', 2, 1, rest)]);
    expect(feature).toMatchObject({ status: 'absent', reason, references: ['Observation/new'] });
  });

  test.each<[string, Partial<Observation>]>([
    ['entered in error', { status: 'entered-in-error' }],
    ['cancelled', { status: 'cancelled' }],
    ['preliminary', { status: 'preliminary' }],
    ['registered', { status: 'registered' }],
    ['of unknown status', { status: 'unknown' }],
    ['without a value', { valueQuantity: undefined as never }],
    ['a quantity without a number', { valueQuantity: { unit: 'mg/dL' } }],
    ['in the future', { effectiveDateTime: hoursAgo(-1) }],
    ['undated', { effectiveDateTime: undefined as never }],
  ])('%s gives way to an older result', (_, rest) => {
    const feature = extractOne(latest, [older, result('new', 2, 1.2, rest)]);
    expect(feature).toMatchObject({ status: 'present', value: 0.9, references: ['Observation/old'] });
  });

  test.each<[string, readonly Observation[], string, readonly string[]]>([
    ['nothing', [], 'none-recorded', []],
    ['a retraction', [result('x', 2, 1.2, { status: 'entered-in-error' })], 'status-refused', ['Observation/x']],
    ['a preliminary', [result('x', 2, 1.2, { status: 'preliminary' })], 'status-refused', ['Observation/x']],
    ['no value', [result('x', 2, 1.2, { valueQuantity: undefined as never })], 'no-value', ['Observation/x']],
    ['no time', [result('x', 2, 1.2, { effectiveDateTime: undefined as never })], 'no-value', ['Observation/x']],
    ['an old one', [result('x', 366 * 24, 1.2)], 'stale', ['Observation/x']],
    ['two old ones', [result('x', 367 * 24, 1.2), result('y', 366 * 24, 1.3)], 'stale', ['Observation/y']],
    [
      'an old one and a newer retraction',
      [result('x', 366 * 24, 1.2), result('y', 2, 1.3, { status: 'entered-in-error' })],
      'stale',
      ['Observation/x'],
    ],
    [
      'an old one and a newer preliminary',
      [result('x', 366 * 24, 1.2), result('y', 2, 1.3, { status: 'preliminary' })],
      'status-refused',
      ['Observation/y'],
    ],
    ['only a future one', [result('x', -1, 1.2)], 'none-recorded', []],
    ['another patient’s', [result('x', 2, 1.2, { subject: { reference: 'Patient/p2' } })], 'none-recorded', []],
  ])('with %s on file', (_, facts, reason, references) => {
    expect(extractOne(latest, facts)).toMatchObject({ status: 'absent', reason, references });
  });
});

describe('window and clocks', () => {
  test.each([
    ['exactly as old as the window', 365 * 24, 1.2],
    ['one second older', 365 * 24 + 1 / 3600, 'stale'],
    ['exactly now', 0, 1.2],
    ['within the clock skew', -5 / 60, 1.2],
    ['beyond the clock skew', -6 / 60, 'none-recorded'],
  ])('%s', (_, hours, expected) => {
    expect(said(extractOne(latest, [result('a', hours, 1.2)]))).toBe(expected);
  });

  test('a date without a time is as old as it can be', () => {
    const dated = (effectiveDateTime: string) => result('a', 0, 1.2, { effectiveDateTime });
    expect(said(extractOne(latest, [dated('2026-03-20')]))).toBe(1.2);
    expect(said(extractOne(latest, [dated('2025')]))).toBe('stale');
  });

  test('a replay wants the known time too', () => {
    const replay = { clock: 'replay' as const };
    expect(said(extractOne(latest, [result('a', 2, 1.2, { issued: asOf })], replay))).toBe(1.2);
    expect(said(extractOne(latest, [result('a', 2, 1.2, { issued: hoursAgo(-0.01) })], replay))).toBe('none-recorded');
    expect(said(extractOne(latest, [result('a', -1 / 60, 1.2)], replay))).toBe('none-recorded');
    const unknown = extractOne(latest, [result('a', 2, 1.2, { issued: undefined as never })], replay);
    expect(unknown).toMatchObject({ reason: 'none-recorded', references: ['Observation/a'] });
  });

  // Issue 4: "a result effective yesterday but issued in an hour is not used now" (decision 12).
  test.each([
    ['issued in an hour', { issued: hoursAgo(-1) }, 'none-recorded'],
    ['issued within the clock skew', { issued: hoursAgo(-4 / 60) }, 1.2],
    ['not saying when it was issued', { issued: undefined as never, meta: { lastUpdated: hoursAgo(-1) } }, 1.2],
  ])('a result of yesterday %s, on a live call', (_, rest, expected) => {
    expect(said(extractOne(latest, [result('a', 24, 1.2, rest)]))).toBe(expected);
    const older = result('b', 48, 0.9);
    expect(said(extractOne(latest, [older, result('a', 24, 1.2, rest)]))).toBe(expected === 1.2 ? 1.2 : 0.9);
  });
});

describe('worst in the window', () => {
  const worst: ObservationNumber = { ...latest, pick: 'max', window: { hours: 24 } };
  const facts = [result('a', 2, 1.2), result('b', 10, 2.4), result('c', 23, 1.9), result('d', 25, 9)];
  test('max and min look at every result inside', () => {
    expect(extractOne(worst, facts)).toMatchObject({ value: 2.4, references: ['Observation/b'] });
    expect(extractOne({ ...worst, pick: 'min' }, facts)).toMatchObject({ value: 1.2, references: ['Observation/a'] });
    expect(extractOne({ ...worst, pick: 'first' }, facts)).toMatchObject({ value: 1.9, references: ['Observation/c'] });
  });

  test('among equals the newest is named', () => {
    expect(extractOne(worst, [result('a', 10, 2), result('b', 2, 2)])).toMatchObject({ references: ['Observation/b'] });
  });

  test('what cannot be read is passed over and not named', () => {
    const odd = result('odd', 1, 50, { valueQuantity: quantity(50, 'mg/L') });
    expect(extractOne(worst, [...facts, odd])).toMatchObject({ value: 2.4, references: ['Observation/b'] });
    expect(extractOne(worst, [odd])).toMatchObject({ reason: 'unit-refused', references: ['Observation/odd'] });
  });
});

describe('incomplete answers', () => {
  const facts = [result('a', 2, 1.2)];
  test.each([
    ['failed', 'query-failed'],
    ['omitted', 'not-queried'],
  ] as const)('a query that was %s', (state, reason) => {
    const answered = coverage({ [key]: state });
    expect(said(extractOne(latest, [], { answered }))).toBe(reason);
    expect(said(extractOne(latest, [result('a', 9999, 1.2)], { answered }))).toBe(reason);
    expect(said(extractOne(latest, facts, { answered }))).toBe(1.2);
    expect(said(extractOne({ ...latest, pick: 'max' }, facts, { answered }))).toBe(reason);
  });

  test('an answer cut off still has its newest, and nothing else', () => {
    const answered = coverage({ [key]: 'data' }, [key]);
    expect(said(extractOne(latest, facts, { answered }))).toBe(1.2);
    for (const pick of ['min', 'max', 'first'] as const)
      expect(said(extractOne({ ...latest, pick }, facts, { answered }))).toBe('not-queried');
    const preliminary = [result('a', 2, 1.2, { status: 'preliminary' })];
    expect(said(extractOne(latest, preliminary, { answered }))).toBe('not-queried');
    expect(said(extractOne(latest, [result('a', 366 * 24, 1.2)], { answered }))).toBe('stale');
  });
});

describe('units, ranges and rounding', () => {
  const temperature: ObservationNumber = {
    kind: 'observation-number',
    pick: 'latest',
    codes: bodyTemperature,
    unit: units.temperature,
    plausible: [25, 45],
    usual: [35, 40],
    decimals: 1,
  };
  const [temperatureCode] = bodyTemperature.codes;
  const heat = (value: number, code: string) =>
    extractOne(temperature, [observation('t', temperatureCode, { valueQuantity: quantity(value, code) })]);

  test('rounds half up as the table is printed, and says what was recorded', () => {
    expect(heat(36.05, 'Cel')).toMatchObject({ value: 36.1, recorded: { value: 36.05, unit: 'Cel' } });
    expect(heat(36.04, 'Cel')).toMatchObject({ value: 36 });
    expect(heat(98.6, '[degF]')).toMatchObject({ value: 37, recorded: { value: 98.6, unit: '[degF]' } });
    expect(heat(37, 'Cel')).not.toHaveProperty('recorded');
  });

  test('refuses farad, and what is implausible after conversion', () => {
    expect(said(heat(98.6, 'F'))).toBe('unit-refused');
    expect(said(heat(98.6, 'Cel'))).toBe('implausible');
    expect(said(heat(25, 'Cel'))).toBe(25);
    expect(said(heat(24.9, 'Cel'))).toBe('implausible');
  });

  test('flags what is plausible and unusual', () => {
    expect(heat(41, 'Cel')).toMatchObject({ value: 41, unusual: true });
    expect(heat(40, 'Cel')).not.toHaveProperty('unusual');
  });

  test('IFCC HbA1c is converted by the master equation, not by dimension', () => {
    const declaration: ObservationNumber = {
      ...latest,
      codes: hba1c,
      unit: units.hba1c,
      plausible: [2, 25],
      decimals: 1,
    };
    const [, , , , ifcc] = hba1c.codes;
    expect(
      extractOne(declaration, [observation('a', ifcc, { valueQuantity: quantity(53, 'mmol/mol') })]),
    ).toMatchObject({
      value: 7,
    });
    // An IFCC result in % is not the NGSP %; every other code with % is.
    const percent = { valueQuantity: quantity(6.5, '%') };
    expect(said(extractOne(declaration, [observation('a', ifcc, percent)]))).toBe('unit-refused');
    expect(said(extractOne(declaration, [observation('a', hba1c.codes[0], percent)]))).toBe(6.5);
  });
});

test('a component of a panel and a free-standing result feed one feature', () => {
  const declaration: ObservationNumber = {
    ...latest,
    codes: systolicBloodPressure,
    unit: units.bloodPressure,
    plausible: [30, 300],
  };
  const [systolic] = systolicBloodPressure.codes;
  const [panelCode, oldPanelCode] = systolicBloodPressure.panels ?? [];
  const part = { code: { coding: [{ ...systolic }] }, valueQuantity: quantity(140, 'mm[Hg]') };
  const panel = observation('panel', panelCode, { component: [part], effectiveDateTime: hoursAgo(3) });
  const old = observation('old', oldPanelCode, { component: [part], effectiveDateTime: hoursAgo(4) });
  const alone = observation('alone', systolic, {
    valueQuantity: quantity(150, 'mm[Hg]'),
    effectiveDateTime: hoursAgo(2),
  });
  expect(extractOne(declaration, [panel, old])).toMatchObject({ value: 140, references: ['Observation/panel'] });
  expect(extractOne(declaration, [panel, alone])).toMatchObject({ value: 150, references: ['Observation/alone'] });
});
