import type { Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import { ckdEpi2021 } from '../ckd-epi-2021.ts';
import type { FeatureDeclaration, FeatureDeclarations, ObservationNumber } from '../declaration.ts';
import {
  condition,
  coverage,
  extractNamed,
  hoursAgo,
  observation,
  patient,
  quantity,
  said,
} from '../fixtures/chart.ts';
import { units } from '../units/units.ts';
import { snomed } from '../fixtures/codes.ts';
import { creatinine, egfrCkdEpi2021 } from '../value-sets/kidney.ts';
import { bodyHeight, bodyMassIndex, bodyWeight } from '../value-sets/vital-signs.ts';

const number = (codes: ObservationNumber['codes'], unit: ObservationNumber['unit']): ObservationNumber => ({
  kind: 'observation-number',
  pick: 'latest',
  codes,
  unit,
  window: { days: 365 },
  plausible: [0.1, 500],
});
const named = (
  declarations: FeatureDeclarations,
  resources: readonly Resource[],
  name: string,
  answered = coverage({}),
) => extractNamed(declarations, resources, { answered }, name);

describe('derived eGFR', () => {
  const declarations: FeatureDeclarations = {
    egfr: { kind: 'derived-egfr', prefer: 'charted', creatinine: 'creatinine', age: 'age', sex: 'sex' },
    charted: number(egfrCkdEpi2021, units.egfr),
    creatinine: number(creatinine, units.creatinine),
    age: { kind: 'age' },
    sex: { kind: 'sex', from: 'administrative' },
  };
  const serum = observation('cr', creatinine.codes[0], { valueQuantity: quantity(1.2, 'mg/dL') });
  const egfr = (value: number, unit: string) =>
    observation('gfr', egfrCkdEpi2021.codes[0], { valueQuantity: quantity(value, unit) });
  const of = (...resources: readonly Resource[]) => named(declarations, resources, 'egfr');

  test('is computed from creatinine and says so', () => {
    expect(of(patient(), serum)).toEqual({
      status: 'present',
      value: ckdEpi2021(1.2, 56, 'female'),
      unit: 'mL/min/{1.73_m2}',
      effective: hoursAgo(1),
      references: ['Observation/cr', 'Patient/p1'],
      derivation: 'CKD-EPI 2021 from creatinine, age and sex',
    });
  });

  test('is the charted one when there is one, in its own unit and never in mL/min', () => {
    expect(of(patient(), serum, egfr(61, 'mL/min/{1.73_m2}'))).toMatchObject({
      value: 61,
      references: ['Observation/gfr'],
    });
    expect(of(patient(), serum, egfr(61, 'mL/min'))).toMatchObject({ value: ckdEpi2021(1.2, 56, 'female') });
    expect(said(of(patient(), egfr(61, 'mL/min')))).toBe('input-missing');
  });

  test('names what is missing', () => {
    expect(of(patient())).toMatchObject({ reason: 'input-missing', detail: 'creatinine: none-recorded' });
    expect(of(patient({ gender: 'other' }), serum)).toMatchObject({ detail: 'sex: no-value' });
    expect(said(of(patient({ birthDate: '2010-01-01' }), serum))).toBe('input-missing');
    expect(of(patient({ birthDate: '2008-03-20' }), serum)).toMatchObject({ value: ckdEpi2021(1.2, 18, 'female') });
  });
});

describe('derived BMI', () => {
  const declarations: FeatureDeclarations = {
    bmi: { kind: 'derived-bmi', prefer: 'charted', weight: 'weight', height: 'height' },
    charted: number(bodyMassIndex, units.bodyMassIndex),
    weight: number(bodyWeight, units.bodyWeight),
    height: number(bodyHeight, units.bodyHeight),
  };
  const weight = observation('w', bodyWeight.codes[0], { valueQuantity: quantity(81, 'kg') });
  const height = observation('h', bodyHeight.codes[0], { valueQuantity: quantity(180, 'cm') });
  const bmi = observation('b', bodyMassIndex.codes[0], { valueQuantity: quantity(26, 'kg/m2') });
  test('is weight over height squared, unless it is charted', () => {
    expect(named(declarations, [weight, height], 'bmi')).toMatchObject({
      value: 25,
      unit: 'kg/m2',
      derivation: 'weight / height²',
    });
    expect(named(declarations, [weight, height, bmi], 'bmi')).toMatchObject({
      value: 26,
      references: ['Observation/b'],
    });
    expect(said(named(declarations, [weight], 'bmi'))).toBe('input-missing');
  });
});

describe('threshold', () => {
  const declarations: FeatureDeclarations = {
    flow: number(bodyWeight, units.bodyWeight),
    high: { kind: 'threshold', of: 'flow', above: 80 },
  };
  const at = (value: number) => observation('w', bodyWeight.codes[0], { valueQuantity: quantity(value, 'kg') });
  test.each([
    [80, false],
    [80.1, true],
  ])('%s above 80 is %s', (value, expected) => {
    expect(named(declarations, [at(value)], 'high')).toMatchObject({ value: expected, references: ['Observation/w'] });
  });
  test('is absent as its number is', () => {
    expect(said(named(declarations, [at(501)], 'high'))).toBe('implausible');
    expect(said(named(declarations, [], 'high', coverage({ 'observations-body-weight': 'failed' })))).toBe(
      'query-failed',
    );
  });
});

describe('any of', () => {
  const has = (code: string, negative: 'asked' | 'default' | 'explicit'): FeatureDeclaration => ({
    kind: 'condition',
    codes: { id: code, title: code, source: 'test', codes: [snomed(code, '')] },
    when: 'active',
    negative,
  });
  const declarations = (b: 'asked' | 'default' | 'explicit'): FeatureDeclarations => ({
    any: { kind: 'any-of', of: ['a', 'b'] },
    a: has('1', 'asked'),
    b: has('2', b),
  });
  const one = condition('one', snomed('1', ''));
  test.each<[string, 'asked' | 'default' | 'explicit', readonly Resource[], unknown]>([
    ['one yes', 'asked', [one], true],
    ['one yes, one unknown', 'explicit', [one], true],
    ['all no', 'asked', [], false],
    ['one no, one unknown', 'explicit', [], 'input-missing'],
  ])('%s', (_, negative, resources, expected) => {
    expect(said(named(declarations(negative), resources, 'any'))).toBe(expected);
  });
  test('an assumed no spreads, and a yes is never assumed', () => {
    expect(named(declarations('default'), [], 'any')).toMatchObject({ value: false, assumed: true });
    expect(named(declarations('default'), [one], 'any')).not.toHaveProperty('assumed');
  });
});

test.each<[string, FeatureDeclarations]>([
  ['itself', { a: { kind: 'any-of', of: ['a'] } }],
  ['itself, through another', { a: { kind: 'any-of', of: ['b'] }, b: { kind: 'threshold', of: 'a', above: 1 } }],
  ['nothing', { a: { kind: 'threshold', of: 'gone', above: 1 } }],
  ['a name of Object', { a: { kind: 'threshold', of: 'toString', above: 1 } }],
])('a feature that derives from %s is a fault of the service', (_, declarations) => {
  expect(() => named(declarations, [], 'a')).toThrow(expect.objectContaining({ code: 'bad-service' }));
});
