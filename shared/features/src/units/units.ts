import type { AcceptedUnit, UnitRule } from '@cardwright/fhir';
import { hba1cByIfcc } from '../value-sets/metabolic.ts';

/** Molar mass of creatinine as PREVENT, CKD-EPI and KDIGO calculators use it: 88.4 µmol/L per mg/dL. */
const creatinineUmolPerMgDl = 88.4;
/** mmol/L per mg/dL of cholesterol, exactly the constant of the published PREVENT equations. */
const cholesterolMmolPerMgDl = 0.02586;
/** mg/g per mg/mmol of urine creatinine (the same molar mass, 113.12 g/mol), as KFRE uses it. */
const uacrMgPerGPerMgPerMmol = 8.84;

/** mg/dL per mmol/L of calcium: molar mass 40.078 g/mol (CIAAW, Standard Atomic Weights). */
const calciumMgPerDlPerMmolPerL = 4.0078;
/** kPa per mm[Hg], as UCUM defines it (`m[Hg]` is 133.3220 kPa). */
const kilopascalPerMmHg = 0.133322;

const perMinute = (things: string, aliases: readonly string[]): UnitRule => ({
  canonical: '/min',
  accepts: [{ ucum: ['/min', `{${things}}/min`], aliases }],
});

const milligramPerDecilitre: AcceptedUnit = { ucum: ['mg/dL'], aliases: ['mg/dl', 'MG/DL', 'mg/DL'] };

const cholesterol: UnitRule = {
  canonical: 'mg/dL',
  accepts: [
    milligramPerDecilitre,
    {
      ucum: ['mmol/L'],
      aliases: ['mmol/l'],
      factor: 1 / cholesterolMmolPerMgDl,
      conversion: 'cholesterol 0.02586 mmol/L per mg/dL (PREVENT)',
    },
  ],
};

/**
 * Allow-lists of units by quantity. What is not listed is *unit refused*: a library that converts whatever has the
 * same dimension turns HbA1c 7 % into 70 mmol/mol and mL/min into mL/min/1.73 m².
 */
export const units = {
  /** mg/dL. */
  creatinine: {
    canonical: 'mg/dL',
    accepts: [
      milligramPerDecilitre,
      {
        ucum: ['umol/L'],
        aliases: ['µmol/L', 'μmol/L', 'umol/l', 'µmol/l', 'μmol/l', 'micromol/L'],
        factor: 1 / creatinineUmolPerMgDl,
        conversion: 'creatinine 88.4 umol/L per mg/dL',
      },
    ],
  },
  /** mg/dL; total, HDL and LDL alike. */
  cholesterol,
  /** % (NGSP). IFCC mmol/mol by the NGSP master equation: NGSP = 0.09148 × IFCC + 2.152. */
  hba1c: {
    canonical: '%',
    accepts: [
      // A result by the IFCC protocol in % is on the IFCC scale or mislabelled, and which of the two is not said.
      { ucum: ['%'], aliases: ['% NGSP', '% of total Hb', 'percent'], exceptCodes: [hba1cByIfcc] },
      {
        ucum: ['mmol/mol', 'mmol/mol{Hb}'],
        aliases: ['mmol/mol Hb', 'mmol/mol IFCC'],
        factor: 0.09148,
        offset: 2.152,
        conversion: 'IFCC to NGSP (0.09148 x IFCC + 2.152)',
      },
    ],
  },
  /** mg/g of creatinine. `g/mol` is the same number as mg/mmol. */
  uacr: {
    canonical: 'mg/g',
    accepts: [
      {
        ucum: ['mg/g', 'mg/g{creat}', 'ug/mg', 'ug/mg{creat}'],
        aliases: ['mg/g creat', 'mg/g Cr', 'mcg/mg', 'mcg/mg creat'],
      },
      {
        ucum: ['mg/mmol', 'mg/mmol{creat}', 'g/mol', 'g/mol{creat}'],
        aliases: ['mg/mmol creat', 'mg/mmol Cr'],
        factor: uacrMgPerGPerMgPerMmol,
        conversion: 'creatinine 8.84 mg/g per mg/mmol',
      },
    ],
  },
  /** mL/min/{1.73_m2}; never mL/min, which is another quantity. */
  egfr: {
    canonical: 'mL/min/{1.73_m2}',
    accepts: [
      {
        ucum: ['mL/min/{1.73_m2}', 'mL/min/{1.73m2}', 'mL/min/1.73.m2'],
        aliases: [
          'mL/min/1.73m2',
          'mL/min/1.73 m2',
          'mL/min/1.73m²',
          'mL/min/1.73 m²',
          'mL/min/1.73_m2',
          'mL/min/1.73m^2',
          'mL/min/1.73 sq m',
          'ml/min/1.73m2',
          'ml/min/1.73 m2',
          'ml/min/1.73m²',
        ],
      },
    ],
  },
  /** mm[Hg]. */
  bloodPressure: { canonical: 'mm[Hg]', accepts: [{ ucum: ['mm[Hg]'], aliases: ['mmHg', 'mm Hg', 'mmhg', 'MMHG'] }] },
  /** /min. */
  heartRate: perMinute('beats', [
    'bpm',
    'BPM',
    'beats/min',
    'beats/minute',
    'beats per minute',
    'per minute',
    '/minute',
  ]),
  /** /min. */
  respiratoryRate: perMinute('breaths', [
    'breaths/min',
    'breaths/minute',
    'breaths per minute',
    'per minute',
    '/minute',
  ]),
  /** mm[Hg] of a gas in blood; kPa is converted, as Europe writes it. */
  partialPressure: {
    canonical: 'mm[Hg]',
    accepts: [
      { ucum: ['mm[Hg]'], aliases: ['mmHg', 'mm Hg', 'mmhg', 'MMHG', 'torr', 'Torr'] },
      { ucum: ['kPa'], aliases: ['kpa', 'KPA'], factor: 1 / kilopascalPerMmHg, conversion: 'kPa to mm[Hg]' },
    ],
  },
  /** mg/dL; total calcium. */
  calcium: {
    canonical: 'mg/dL',
    accepts: [
      milligramPerDecilitre,
      {
        ucum: ['mmol/L'],
        aliases: ['mmol/l'],
        factor: calciumMgPerDlPerMmolPerL,
        conversion: 'calcium 4.0078 mg/dL per mmol/L',
      },
    ],
  },
  /** g/dL of a protein; g/L is converted. */
  protein: {
    canonical: 'g/dL',
    accepts: [
      { ucum: ['g/dL'], aliases: ['g/dl', 'G/DL'] },
      { ucum: ['g/L'], aliases: ['g/l'], factor: 0.1, conversion: 'g/L to g/dL' },
    ],
  },
  /** %; a fraction (0.97) is refused, not guessed. */
  oxygenSaturation: { canonical: '%', accepts: [{ ucum: ['%', '%{O2}'], aliases: ['%O2', '% O2', 'percent'] }] },
  /** %; a fraction (0.4) is refused, not guessed. */
  oxygenConcentration: { canonical: '%', accepts: [{ ucum: ['%', '%{O2}'], aliases: ['%O2', '% O2', 'percent'] }] },
  /** L/min. */
  oxygenFlow: {
    canonical: 'L/min',
    accepts: [{ ucum: ['L/min', 'l/min'], aliases: ['lpm', 'LPM', 'liters/min', 'litres/min', 'L/minute'] }],
  },
  /** Cel. As UCUM codes `F` is farad and `C` coulomb, so both are aliases only. */
  temperature: {
    canonical: 'Cel',
    accepts: [
      { ucum: ['Cel'], aliases: ['degC', 'deg C', '°C', 'C', 'Celsius'] },
      {
        ucum: ['[degF]'],
        aliases: ['degF', 'deg F', '°F', 'F', 'Fahrenheit'],
        factor: 5 / 9,
        offset: -160 / 9,
        conversion: 'Fahrenheit to Celsius',
      },
    ],
  },
  /** kg. */
  bodyWeight: {
    canonical: 'kg',
    accepts: [
      { ucum: ['kg'], aliases: ['KG', 'Kg', 'kgs', 'kilogram'] },
      { ucum: ['g'], aliases: ['gram', 'grams'], factor: 0.001, conversion: 'g to kg' },
      {
        ucum: ['[lb_av]'],
        aliases: ['lb', 'lbs', 'pound', 'pounds'],
        factor: 0.45359237,
        conversion: 'avoirdupois pound to kg',
      },
      { ucum: ['[oz_av]'], aliases: ['oz'], factor: 0.028349523125, conversion: 'avoirdupois ounce to kg' },
    ],
  },
  /** cm. */
  bodyHeight: {
    canonical: 'cm',
    accepts: [
      { ucum: ['cm'], aliases: ['CM', 'centimeter', 'centimeters'] },
      { ucum: ['m'], factor: 100, conversion: 'm to cm' },
      { ucum: ['[in_i]', '[in_us]'], aliases: ['in', 'inch', 'inches'], factor: 2.54, conversion: 'inch to cm' },
    ],
  },
  /** kg/m2. */
  bodyMassIndex: {
    canonical: 'kg/m2',
    accepts: [{ ucum: ['kg/m2'], aliases: ['kg/m²', 'kg/m^2', 'kg/sq m', 'kg/(m^2)'] }],
  },
} as const satisfies Readonly<Record<string, UnitRule>>;
