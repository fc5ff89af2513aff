import type { Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import type { FeatureDeclaration, FeatureDeclarations, ObservationNumber } from '../declaration.ts';
import { condition, coverage, extractNamed, hoursAgo, observation, quantity, said } from '../fixtures/chart.ts';
import { units } from '../units/units.ts';
import { loinc, snomed } from '../fixtures/codes.ts';
import { diastolicBloodPressure, heartRate, systolicBloodPressure } from '../value-sets/vital-signs.ts';

const number = (code: string, unit: ObservationNumber['unit'], pick: ObservationNumber['pick'] = 'latest') =>
  ({
    kind: 'observation-number',
    pick,
    codes: { id: `c${code}`, title: code, source: 'test', codes: [loinc(code, '')] },
    unit,
    plausible: [0, 1000],
  }) as const;
const declarations: FeatureDeclarations = {
  systolic: { ...number('8480-6', units.bloodPressure), codes: systolicBloodPressure },
  diastolic: { ...number('8462-4', units.bloodPressure), codes: diastolicBloodPressure },
  pulse: { ...number('8867-4', units.heartRate), codes: heartRate },
  calcium: number('17861-6', units.calcium),
  albumin: number('1751-7', units.protein),
  pao2: number('2703-7', units.partialPressure),
  fio2: number('3150-0', units.oxygenConcentration),
};
const fact = (code: string, hours: number, value: number, unit: string) =>
  observation(code, loinc(code, ''), { effectiveDateTime: hoursAgo(hours), valueQuantity: quantity(value, unit) });
const extract = (it: FeatureDeclaration, resources: readonly Resource[], answered = coverage({})) =>
  extractNamed({ ...declarations, it }, resources, { answered }, 'it');

describe('a ratio', () => {
  const of = (rest: object = {}): FeatureDeclaration => ({ kind: 'ratio', of: 'systolic', to: 'diastolic', ...rest });
  const chart = [fact('8480-6', 1, 120, 'mm[Hg]'), fact('8462-4', 3, 80, 'mm[Hg]')];
  test.each<[string, FeatureDeclaration, readonly Resource[], unknown]>([
    ['of two', of(), chart, 1.5],
    ['near enough', of({ within: { hours: 2 } }), chart, 1.5],
    ['too far apart', of({ within: { hours: 1 } }), chart, 'stale'],
    ['of one', of(), chart.slice(0, 1), 'input-missing'],
    ['over nothing', of(), [fact('8480-6', 1, 120, 'mm[Hg]'), fact('8462-4', 1, 0, 'mm[Hg]')], 'implausible'],
    ['implausible', of({ plausible: [0, 1] }), chart, 'implausible'],
  ])('%s', (_, declaration, resources, expected) => {
    expect(said(extract(declaration, resources))).toBe(expected);
  });

  test('has the unit of both, or none where they are alike, and the time of the later', () => {
    expect(extract(of(), chart)).toMatchObject({
      unit: '1',
      effective: hoursAgo(1),
      derivation: 'systolic / diastolic',
    });
    const mixed: FeatureDeclaration = { kind: 'ratio', of: 'calcium', to: 'systolic' };
    expect(extract(mixed, [fact('17861-6', 1, 9, 'mg/dL'), ...chart])).toMatchObject({ unit: 'mg/dL/mm[Hg]' });
  });
});

describe('a missing indicator', () => {
  const it: FeatureDeclaration = { kind: 'missing', of: 'calcium' };
  test('is a yes, with the reason, a no, or absent where nobody can tell', () => {
    expect(extract(it, [])).toMatchObject({ value: true, derivation: 'calcium: none-recorded' });
    expect(extract(it, [fact('17861-6', 1, 9, 'furlong')])).toMatchObject({
      value: true,
      references: ['Observation/17861-6'],
      derivation: 'calcium: unit-refused',
    });
    expect(said(extract(it, [fact('17861-6', 1, 9, 'mg/dL')]))).toBe(false);
    expect(said(extract(it, [], coverage({ 'observations-c17861-6': 'failed' })))).toBe('query-failed');
    expect(said(extract(it, [], coverage({ 'observations-c17861-6': 'omitted' })))).toBe('not-queried');
  });
});

describe('time since', () => {
  const codes = { id: 'mi', title: 'MI', source: 'test', codes: [snomed('1', '')] };
  const infarction: FeatureDeclaration = { kind: 'condition', codes, when: 'ever', negative: 'asked' };
  const since = (days: FeatureDeclaration, resources: readonly Resource[]) =>
    extractNamed({ ...declarations, infarction, it: days }, resources, {}, 'it');
  test.each<[string, FeatureDeclaration, readonly Resource[], unknown]>([
    ['a result, in hours', { kind: 'time-since', of: 'calcium', in: 'h' }, [fact('17861-6', 36, 9, 'mg/dL')], 36],
    ['a result, in days', { kind: 'time-since', of: 'calcium', in: 'd' }, [fact('17861-6', 36, 9, 'mg/dL')], 1.5],
    ['a fast clock', { kind: 'time-since', of: 'calcium', in: 'h' }, [fact('17861-6', -1 / 60, 9, 'mg/dL')], 0],
    [
      'a condition',
      { kind: 'time-since', of: 'infarction', in: 'd' },
      [condition('a', snomed('1', ''), { onsetDateTime: hoursAgo(48) })],
      2,
    ],
    ['a condition that is not there', { kind: 'time-since', of: 'infarction', in: 'd' }, [], 'none-recorded'],
    ['nothing', { kind: 'time-since', of: 'calcium', in: 'h' }, [], 'none-recorded'],
  ])('%s', (_, declaration, resources, expected) => {
    expect(said(since(declaration, resources))).toBe(expected);
  });
});

describe('derived values', () => {
  const pressure = (hours: number, systolic: number, diastolic: number, later = 0) => [
    fact('8480-6', hours, systolic, 'mm[Hg]'),
    fact('8462-4', hours - later, diastolic, 'mm[Hg]'),
  ];
  const map: FeatureDeclaration = { kind: 'derived-map', systolic: 'systolic', diastolic: 'diastolic' };
  const shock: FeatureDeclaration = {
    kind: 'derived-shock-index',
    heartRate: 'pulse',
    systolic: 'systolic',
    within: { hours: 1 },
  };
  const corrected: FeatureDeclaration = {
    kind: 'derived-corrected-calcium',
    calcium: 'calcium',
    albumin: 'albumin',
    within: { hours: 24 },
  };
  const oxygen: FeatureDeclaration = { kind: 'derived-pf-ratio', pao2: 'pao2', fio2: 'fio2', within: { hours: 2 } };
  test.each<[string, FeatureDeclaration, readonly Resource[], number | string, string]>([
    // 70 + (100 - 70) / 3
    ['mean arterial pressure', map, pressure(1, 100, 70), 80, 'mm[Hg]'],
    ['mean arterial pressure of two measurements', map, pressure(2, 100, 70, 1), 'stale', ''],
    ['shock index', shock, [fact('8867-4', 1, 120, '/min'), fact('8480-6', 1, 80, 'mm[Hg]')], 1.5, '/min/mm[Hg]'],
    [
      'shock index of two moments',
      shock,
      [fact('8867-4', 1, 120, '/min'), fact('8480-6', 3, 80, 'mm[Hg]')],
      'stale',
      '',
    ],
    ['shock index without a pressure', shock, [fact('8867-4', 1, 120, '/min')], 'input-missing', ''],
    // 8.0 + 0.8 x (4.0 - 2.5), a published worked example of the Payne form.
    ['corrected calcium', corrected, [fact('17861-6', 1, 8, 'mg/dL'), fact('1751-7', 1, 2.5, 'g/dL')], 9.2, 'mg/dL'],
    [
      'corrected calcium, SI',
      corrected,
      [fact('17861-6', 1, 2, 'mmol/L'), fact('1751-7', 1, 40, 'g/L')],
      8.0156,
      'mg/dL',
    ],
    // 60 mm[Hg] on 60 % oxygen.
    ['P/F ratio', oxygen, [fact('2703-7', 1, 60, 'mm[Hg]'), fact('3150-0', 2, 60, '%')], 100, 'mm[Hg]'],
    ['P/F ratio, kPa', oxygen, [fact('2703-7', 1, 13.3322, 'kPa'), fact('3150-0', 2, 50, '%')], 200, 'mm[Hg]'],
    ['P/F ratio without FiO2', oxygen, [fact('2703-7', 1, 60, 'mm[Hg]')], 'input-missing', ''],
  ])('%s', (_, declaration, resources, expected, unit) => {
    const feature = extract(declaration, resources);
    if (typeof expected === 'string') expect(said(feature)).toBe(expected);
    else {
      expect(said(feature)).toBeCloseTo(expected, 10);
      expect(feature).toMatchObject({ unit, references: [expect.any(String), expect.any(String)] });
    }
  });

  test('a panel is one measurement', () => {
    const panel = observation('bp', loinc('85354-9', ''), {
      component: [
        { code: { coding: [{ ...loinc('8480-6', '') }] }, valueQuantity: quantity(130, 'mm[Hg]') },
        { code: { coding: [{ ...loinc('8462-4', '') }] }, valueQuantity: quantity(85, 'mm[Hg]') },
      ],
    });
    expect(extract(map, [panel])).toMatchObject({ value: 100, references: ['Observation/bp'] });
  });

  test('a charted value comes first', () => {
    const charted = { ...map, prefer: 'pulse' };
    const resources = [fact('8867-4', 1, 90, '/min'), ...pressure(1, 100, 70)];
    expect(said(extract(charted, resources))).toBe(90);
  });

  test('a feature in another unit is refused', () => {
    expect(said(extract({ ...map, systolic: 'pulse' }, [fact('8867-4', 1, 90, '/min'), ...pressure(1, 100, 70)]))).toBe(
      'no-value',
    );
  });
});
