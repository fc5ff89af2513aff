import { describe, expect, test } from '@jest/globals';
import type { FeatureDeclarations, ObservationPick } from './declaration.ts';
import { featureType, unitOfPick } from './feature-type.ts';
import { units } from './units/units.ts';
import { bodyTemperature } from './value-sets/vital-signs.ts';
import { quotientUnit } from './units/composed-unit.ts';

const temperature = {
  kind: 'observation-number',
  pick: 'latest',
  codes: bodyTemperature,
  unit: units.temperature,
  plausible: [25, 45],
} as const;
const declarations: FeatureDeclarations = {
  temperature,
  age: { kind: 'age' },
  stay: { kind: 'length-of-stay', since: 'admission', in: 'h' },
  sex: { kind: 'sex', from: 'birth' },
  ward: { kind: 'encounter-class' },
  ratio: { kind: 'ratio', of: 'temperature', to: 'age' },
  unknown: { kind: 'missing', of: 'age' },
  circle: { kind: 'ratio', of: 'circle', to: 'age' },
};

describe('what a feature gives', () => {
  test.each([
    ['temperature', { kind: 'number', unit: 'Cel' }],
    ['age', { kind: 'number', unit: 'a' }],
    ['stay', { kind: 'number', unit: 'h' }],
    ['sex', { kind: 'category', unit: '{category}', categories: ['female', 'male'] }],
    ['ward', { kind: 'category', unit: '{category}' }],
    ['ratio', { kind: 'number', unit: 'Cel/a' }],
    ['unknown', { kind: 'boolean', unit: '{boolean}' }],
  ])('%s', (name, type) => {
    expect(featureType(declarations, name)).toEqual(type);
  });

  test.each(['gone', 'circle', 'toString'])('%s is a fault of the service', (name) => {
    expect(() => featureType(declarations, name)).toThrow(expect.objectContaining({ code: 'bad-service' }));
  });

  test.each<[ObservationPick, string]>([
    ['median', 'Cel'],
    ['sd', 'K'],
    ['slope-per-day', 'K/d'],
    ['delta-from-previous', 'K'],
    ['count', '1'],
  ])('%s of degrees is in %s', (pick, unit) => {
    expect(unitOfPick({ ...temperature, pick })).toBe(unit);
  });
});

test.each([
  ['mg/dL', 'mg/dL', '1'],
  ['mg/dL', '1', 'mg/dL'],
  ['1', 'h', '/h'],
  ['mg/dL', 'mm[Hg]', 'mg/dL/mm[Hg]'],
  ['mm[Hg]', 'mg/dL', 'mm[Hg]/(mg/dL)'],
  ['mg', '/min', 'mg.min'],
])('%s over %s is %s', (a, b, unit) => {
  expect(quotientUnit(a, b)).toBe(unit);
});
