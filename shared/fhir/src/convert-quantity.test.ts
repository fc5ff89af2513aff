import { describe, expect, test } from '@jest/globals';
import type { Quantity } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { convertQuantity, ucumSystem } from './convert-quantity.ts';
import { deepFreeze } from './testing/deep-freeze.ts';
import type { UnitRule } from './unit-rule.ts';

const temperature: UnitRule = deepFreeze({
  canonical: 'Cel',
  accepts: [
    { ucum: ['Cel'], aliases: ['°C', 'C'] },
    { ucum: ['[degF]'], aliases: ['°F'], factor: 5 / 9, offset: -160 / 9, conversion: 'Fahrenheit to Celsius' },
  ],
});
// Molar mass 113.12 g/mol, as in the reference measurements: 1.2 mg/dL is 106.08 umol/L.
const creatinine: UnitRule = deepFreeze({
  canonical: 'mg/dL',
  accepts: [{ ucum: ['mg/dL', 'mg/dl'] }, { ucum: ['umol/L'], aliases: ['µmol/L'], factor: 0.011312 }],
});
const hba1c: UnitRule = deepFreeze({
  canonical: '%',
  accepts: [{ ucum: ['%'] }, { ucum: ['mmol/mol'], factor: 0.09148, offset: 2.152, conversion: 'IFCC to NGSP' }],
});
const egfr: UnitRule = deepFreeze({ canonical: 'mL/min/{1.73_m2}', accepts: [{ ucum: ['mL/min/{1.73_m2}'] }] });
const pressure: UnitRule = deepFreeze({ canonical: 'mm[Hg]', accepts: [{ ucum: ['mm[Hg]'], aliases: ['mmHg'] }] });
const ratio: UnitRule = deepFreeze({ canonical: '1', accepts: [{ ucum: ['1'], aliases: [''] }] });
const leukocytes: UnitRule = deepFreeze({
  canonical: '10*9/L',
  accepts: [
    { ucum: ['10*9/L', '10*3/uL'], aliases: ['K/uL'] },
    { ucum: ['/uL'], factor: 0.001 },
  ],
});
const ucum = (value: number, code: string, unit?: string): Quantity => ({
  value,
  system: ucumSystem,
  code,
  ...(unit !== undefined && { unit }),
});

describe('accepted', () => {
  test.each<readonly [string, Quantity, UnitRule, number, boolean, string | undefined]>([
    ['canonical code', ucum(37, 'Cel'), temperature, 37, false, 'Cel'],
    ['98.6 [degF] is 37 Cel', ucum(98.6, '[degF]'), temperature, 37, true, '[degF]'],
    ['32 [degF] is 0', ucum(32, '[degF]'), temperature, 0, true, '[degF]'],
    ['-40 is -40', ucum(-40, '[degF]'), temperature, -40, true, '[degF]'],
    ['code rules over its text', ucum(98.6, '[degF]', 'F'), temperature, 37, true, '[degF]'],
    ['code rules over a contradicting text', ucum(98.6, '[degF]', 'Cel'), temperature, 37, true, '[degF]'],
    ['text alias', { value: 37, unit: '°C' }, temperature, 37, false, '°C'],
    ['text around blanks', { value: 37, unit: ' Cel ' }, temperature, 37, false, 'Cel'],
    ['code without system', { value: 98.6, code: '[degF]' }, temperature, 37, true, '[degF]'],
    [
      'code without system, unknown text',
      { value: 98.6, code: '[degF]', unit: 'Fahrenheit' },
      temperature,
      37,
      true,
      '[degF]',
    ],
    [
      'code without system, text that means the same',
      { value: 98.6, code: '[degF]', unit: '°F' },
      temperature,
      37,
      true,
      '[degF]',
    ],
    [
      'text beside a code of another system',
      { value: 37, system: 'http://snomed.info/sct', code: '258710007', unit: '°C' },
      temperature,
      37,
      false,
      '°C',
    ],
    ['an alias in the place of the code', ucum(120, 'mmHg'), pressure, 120, false, 'mmHg'],
    ['creatinine of 106.08 umol/L', ucum(1.2 / 0.011312, 'umol/L'), creatinine, 1.2, true, 'umol/L'],
    ['HbA1c of 53 mmol/mol', ucum(53, 'mmol/mol'), hba1c, 7.00044, true, 'mmol/mol'],
    ['zero', ucum(0, 'umol/L'), creatinine, 0, true, 'umol/L'],
    ['250 000 /uL', ucum(250_000, '/uL'), leukocytes, 250, true, '/uL'],
    ['no unit where the rule allows it', { value: 2.5 }, ratio, 2.5, false, undefined],
    ['a recorded value keeps all its digits', ucum(0.1 + 0.2, 'Cel'), temperature, 0.30000000000000004, false, 'Cel'],
  ])('%s', (_name, quantity, rule, value, converted, unit) => {
    expect(convertQuantity(deepFreeze(quantity), rule)).toMatchObject({
      ok: true,
      value,
      converted,
      recorded: unit === undefined ? { value: quantity.value } : { value: quantity.value, unit },
    });
  });

  test('the conversion is named', () => {
    expect(convertQuantity(ucum(53, 'mmol/mol'), hba1c)).toHaveProperty('conversion', 'IFCC to NGSP');
    expect(convertQuantity(ucum(7, '%'), hba1c)).not.toHaveProperty('conversion');
  });
});

describe('refused', () => {
  test.each<readonly [string, Quantity, UnitRule, 'unit-refused' | 'no-value', string]>([
    ['no unit', { value: 37 }, temperature, 'unit-refused', 'no unit is recorded'],
    ['empty unit', { value: 37, unit: ' ' }, temperature, 'unit-refused', 'no unit is recorded'],
    ['a unit that is not listed', ucum(37, 'K'), temperature, 'unit-refused', 'unit "K" is not accepted'],
    [
      'an unlisted code beside a listed text',
      ucum(310, 'K', 'Cel'),
      temperature,
      'unit-refused',
      'unit "K" is not accepted',
    ],
    ['another case', ucum(37, 'cel'), temperature, 'unit-refused', 'unit "cel" is not accepted'],
    ['mL/min is not mL/min/{1.73_m2}', ucum(60, 'mL/min'), egfr, 'unit-refused', 'unit "mL/min" is not accepted'],
    [
      'code and text contradict, no system',
      { value: 98.6, code: '[degF]', unit: 'Cel' },
      temperature,
      'unit-refused',
      'the code and the text of the unit contradict each other',
    ],
    [
      'an unlisted code without system beside a listed text',
      { value: 37, code: 'K', unit: 'Cel' },
      temperature,
      'unit-refused',
      'unit "K" is not accepted',
    ],
    [
      'free text in the unit',
      { value: 37, unit: 'see note of Jane Doe' },
      temperature,
      'unit-refused',
      'the unit is not accepted',
    ],
    [
      'a comparator',
      { ...ucum(60, 'mL/min/{1.73_m2}'), comparator: '>' },
      egfr,
      'no-value',
      'the value is a limit, not a number',
    ],
    ['no value', { system: ucumSystem, code: 'Cel' }, temperature, 'no-value', 'no number is recorded'],
    ['NaN', ucum(NaN, 'Cel'), temperature, 'no-value', 'no number is recorded'],
    ['infinity', ucum(Infinity, 'Cel'), temperature, 'no-value', 'no number is recorded'],
    [
      'a number that overflows',
      ucum(1e308, '[x]'),
      { canonical: 'x', accepts: [{ ucum: ['[x]'], factor: 1e10 }] },
      'no-value',
      'the number is too large',
    ],
  ])('%s', (_name, quantity, rule, reason, detail) => {
    expect(convertQuantity(deepFreeze(quantity), rule)).toEqual({ ok: false, reason, detail });
  });
});

describe('equal physical values are equal numbers', () => {
  const tenths = fc.integer({ min: 0, max: 1_000_000 }).map((n) => n / 10);
  const valueOf = (quantity: Quantity, rule: UnitRule) => {
    const converted = convertQuantity(quantity, rule);
    return converted.ok ? converted.value : undefined;
  };

  test('there and back in Fahrenheit', () => {
    fc.assert(
      fc.property(tenths, (celsius) => {
        const fahrenheit = Number(((celsius * 9) / 5 + 32).toFixed(2));
        expect(valueOf(ucum(fahrenheit, '[degF]'), temperature)).toBe(celsius);
      }),
    );
  });

  test('there and back in molar units', () => {
    fc.assert(
      fc.property(tenths, (mass) => {
        expect(valueOf(ucum(mass / 0.011312, 'umol/L'), creatinine)).toBe(mass);
      }),
    );
  });
});
