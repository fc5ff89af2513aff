import { describe, expect, test } from '@jest/globals';
import { quantity } from './quantity.ts';
import { unitName } from './unit-name.ts';
import { valueInWords } from './value-in-words.ts';

describe('unitName', () => {
  test.each([
    ['mm[Hg]', 'mmHg'],
    ['mg/dL', 'mg/dL'],
    ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'],
    ['kg/m2', 'kg/m²'],
    ['Cel', '°C'],
    ['/min', '/min'],
    ['{beats}/min', '/min'],
    ['a', 'years'],
    ['mg/wk', 'mg/week'],
    ['mg/d', 'mg/day'],
    ['umol/L', 'µmol/L'],
    ['10*3/uL', '×10³/µL'],
    ['10*9/L', '×10⁹/L'],
    ['[IU]/L', 'IU/L'],
    ['1', ''],
    ['{ratio}', ''],
    ['{category}', ''],
  ])('%s', (unit, expected) => {
    expect(unitName(unit)).toBe(expected);
  });
});

describe('quantity', () => {
  test.each([
    [150, 'mm[Hg]', undefined, '150 mmHg'],
    [97, '%', undefined, '97%'],
    [88, '/min', undefined, '88/min'],
    [38.25, 'Cel', 1, '38.3 °C'],
    [27, 'kg/m2', 1, '27.0 kg/m²'],
    [84.38472, 'mL/min/{1.73_m2}', 0, '84 mL/min/1.73 m²'],
    [1.005, 'mg/dL', 2, '1.01 mg/dL'],
    [1.0049, 'mg/dL', undefined, '1 mg/dL'],
    [0.01234, '1', undefined, '0.012'],
    [-2.5, '1', 0, '-3'],
    [1, '{score}', undefined, '1 point'],
    [7, '{score}', undefined, '7 points'],
    [1, 'a', undefined, '1 year'],
    [1e21, 'mg', undefined, '1e+21 mg'],
    [Number.NaN, 'mg', undefined, 'not available'],
  ])('%d %s at %s decimals', (value, unit, decimals, expected) => {
    expect(quantity(value, unit, { decimals })).toBe(expected);
  });
});

describe('valueInWords', () => {
  test.each([
    [null, '1', 'not recorded'],
    [true, '{boolean}', 'yes'],
    [false, '{boolean}', 'no'],
    ['female', '{category}', 'female'],
    [0, 'mg/dL', '0 mg/dL'],
  ])('%s', (value, unit, expected) => {
    expect(valueInWords(value, unit)).toBe(expected);
  });
  test('own words come first', () => {
    expect(valueInWords('A', '{category}', { words: { A: 'alert' } })).toBe('alert');
    expect(valueInWords(true, '{boolean}', { words: { true: 'smoker' } })).toBe('smoker');
  });
});
