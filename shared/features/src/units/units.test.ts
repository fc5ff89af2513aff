import { convertQuantity, type UnitRule } from '@cardwright/fhir';
import { describe, expect, test } from '@jest/globals';
import { units } from './units.ts';

const ucum = 'http://unitsofmeasure.org';
const convert = (value: number, code: string, rule: UnitRule) => {
  const result = convertQuantity({ value, code, unit: code, system: ucum }, rule);
  return result.ok ? result.value : result.reason;
};

describe('conversions', () => {
  test.each<[number, string, keyof typeof units, number | string]>([
    [106.08, 'umol/L', 'creatinine', 1.2],
    [1.2, 'mg/dL', 'creatinine', 1.2],
    [1.2, 'mmol/L', 'creatinine', 'unit-refused'],
    [5.172, 'mmol/L', 'cholesterol', 200],
    [1.293, 'mmol/L', 'cholesterol', 50],
    [53, 'mmol/mol', 'hba1c', 7.00044],
    [48, 'mmol/mol', 'hba1c', 6.54304],
    [7, '%', 'hba1c', 7],
    [3, 'mg/mmol', 'uacr', 26.52],
    [30, 'ug/mg', 'uacr', 30],
    [60, 'mL/min/{1.73_m2}', 'egfr', 60],
    [60, 'mL/min', 'egfr', 'unit-refused'],
    [120, 'mm[Hg]', 'bloodPressure', 120],
    [16, 'kPa', 'bloodPressure', 'unit-refused'],
    [98.6, '[degF]', 'temperature', 37],
    [310.15, 'K', 'temperature', 'unit-refused'],
    [0.97, '1', 'oxygenSaturation', 'unit-refused'],
    [100, '[lb_av]', 'bodyWeight', 45.359237],
    [3500, 'g', 'bodyWeight', 3.5],
    [70, '[in_i]', 'bodyHeight', 177.8],
    [1.8, 'm', 'bodyHeight', 180],
    [72, '/min', 'heartRate', 72],
    [72, '{beats}/min', 'heartRate', 72],
    [2, 'L/min', 'oxygenFlow', 2],
    [2.5, 'mmol/L', 'calcium', 10.0195],
    [40, 'g/L', 'protein', 4],
    [13.3322, 'kPa', 'partialPressure', 100],
  ])('%s %s of %s is %s', (value, code, rule, expected) => {
    expect(convert(value, code, units[rule])).toBe(expected);
  });

  test.each<[string, keyof typeof units]>([
    ['mmHg', 'bloodPressure'],
    ['bpm', 'heartRate'],
    ['beats/minute', 'heartRate'],
    ['breaths/minute', 'respiratoryRate'],
    ['%O2', 'oxygenSaturation'],
    ['F', 'temperature'],
    ['degF', 'temperature'],
    ['lbs', 'bodyWeight'],
    ['inches', 'bodyHeight'],
    ['mL/min/1.73m2', 'egfr'],
    ['mg/dl', 'creatinine'],
  ])('the text %s is read as %s', (unit, rule) => {
    expect(convertQuantity({ value: 50, unit }, units[rule]).ok).toBe(true);
  });

  test('every conversion has a name, and no text stands in two places of a rule', () => {
    for (const { accepts } of Object.values<UnitRule>(units)) {
      const texts = accepts.flatMap(({ aliases = [], ucum: codes }) => [...codes, ...aliases]);
      expect(new Set(texts).size).toBe(texts.length);
      for (const { conversion, factor = 1, offset = 0 } of accepts)
        expect(conversion === undefined).toBe(factor === 1 && offset === 0);
    }
  });
});
