import { expect, test } from '@jest/globals';
import { absenceReasons } from '@cardwright/cds-service';
import type { FeatureVector } from '@cardwright/cds-service';
import { absenceInWords } from './absence-in-words.ts';
import { inputsTable } from './inputs-table.ts';

const vector: FeatureVector = {
  asOf: '2024-03-03T10:00:00Z',
  features: {
    sbp: {
      status: 'present',
      value: 150,
      unit: 'mm[Hg]',
      effective: '2024-03-03T08:00:00Z',
      references: ['Observation/1'],
    },
    egfr: {
      status: 'present',
      value: 71.284,
      unit: 'mL/min/{1.73_m2}',
      effective: '2024-01-02',
      references: [],
      derivation: 'CKD-EPI 2021 from creatinine 1.2 mg/dL',
    },
    chol: {
      status: 'present',
      value: 193.4,
      unit: 'mg/dL',
      effective: '2023-12-01',
      references: [],
      recorded: { value: 5, unit: 'mmol/L' },
      unusual: true,
    },
    diabetes: { status: 'present', value: false, unit: '{boolean}', references: [], assumed: true },
    statin: { status: 'present', value: true, unit: '{boolean}', references: [], matchedBy: 'name' },
    hdl: { status: 'absent', reason: 'unit-refused', references: [], detail: 'unit "mg" is not accepted' },
  },
};

test('values, dates, remarks and reasons, in the order of the rows', () => {
  const rows = [
    { feature: 'sbp', label: 'Systolic pressure' },
    { feature: 'egfr', label: 'eGFR', decimals: 0 },
    { feature: 'chol', label: 'Total cholesterol', decimals: 0 },
    { feature: 'diabetes', label: 'Diabetes' },
    { feature: 'statin', label: 'Statin' },
    { feature: 'hdl', label: 'HDL cholesterol' },
    { feature: 'unknown', label: 'Not declared' },
  ];
  expect(inputsTable(vector, rows).split('\n')).toEqual([
    '| Input | Value used | When | Remarks |',
    '| --- | --- | --- | --- |',
    '| Systolic pressure | 150 mmHg | 08:00 (UTC), 2 h ago |  |',
    '| eGFR | 71 mL/min/1.73 m² | 2024-01-02 | calculated: CKD-EPI 2021 from creatinine 1.2 mg/dL |',
    '| Total cholesterol | 193 mg/dL | 2023-12-01 | recorded as 5 mmol/L; unusual value |',
    '| Diabetes | no |  | assumed no: not recorded |',
    '| Statin | yes |  | matched by name |',
    '| HDL cholesterol | — |  | recorded in a unit that is not accepted (unit "mg" is not accepted) |',
  ]);
});

test('every reason has words of its own', () => {
  expect(new Set(absenceReasons.map(absenceInWords)).size).toBe(absenceReasons.length);
});

test('a site in SI units sees both values, on its own clocks', () => {
  const si = { ucum: 'mmol/L', factor: 1 / 0.02586, offset: 0, decimals: 1 };
  const rows = [
    { feature: 'chol', label: 'Cholesterol', decimals: 0, si },
    { feature: 'sbp', label: 'Systolic' },
  ];
  const site = { displayUnits: 'si', zoneOffsetMinutesAt: () => -210 } as const;
  const here = inputsTable(vector, rows, site);
  expect(here).toContain('193 mg/dL (5.0 mmol/L)');
  expect(here).toContain('04:30 (UTC-03:30), 2 h ago');
  expect(inputsTable(vector, rows)).not.toContain('(5.0 mmol/L)');
  expect(inputsTable(vector, rows)).toContain('08:00 (UTC), 2 h ago');
});
