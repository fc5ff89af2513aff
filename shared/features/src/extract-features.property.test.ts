import type { FeatureVector } from '@cardwright/cds-service';
import { PatientRecord, wholeChart } from '@cardwright/fhir';
import type { Observation, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FeatureDeclarations, ObservationNumber } from './declaration.ts';
import { extractFeatures } from './extract-features.ts';
import { asOf, condition, hoursAgo, medicationRequest, observation, patient, quantity } from './fixtures/chart.ts';
import { units } from './units/units.ts';
import { loinc, snomed } from './fixtures/codes.ts';
import { creatinine, egfrCkdEpi2021 } from './value-sets/kidney.ts';
import { hba1c, totalCholesterol } from './value-sets/metabolic.ts';
import { currentSmokerCategories, smokingStatus } from './value-sets/social-history.ts';
import { bodyTemperature, systolicBloodPressure } from './value-sets/vital-signs.ts';

const number = (
  codes: ObservationNumber['codes'],
  unit: ObservationNumber['unit'],
  rest: Partial<ObservationNumber> = {},
) =>
  ({
    kind: 'observation-number',
    pick: 'latest',
    codes,
    unit,
    plausible: [0.1, 400],
    window: { days: 365 },
    ...rest,
  }) as const;
const diabetes = { id: 'dm', title: 'DM', source: 'test', codes: [snomed('73211009', '')] };
const statins = { id: 'statins', title: 'Statins', source: 'test', codes: [], names: ['atorvastatin'] };
const dialysis = { id: 'dialysis', title: 'Dialysis', source: 'test', codes: [snomed('108241001', '')] };
const penicillins = { id: 'penicillins', title: 'P', source: 'test', codes: [], names: ['penicillin'] };
const declarations: FeatureDeclarations = {
  creatinine: number(creatinine, units.creatinine, { plausible: [0.1, 30] }),
  worst: number(creatinine, units.creatinine, { plausible: [0.1, 30], pick: 'max', window: { hours: 48 } }),
  sbp: number(systolicBloodPressure, units.bloodPressure),
  hba1c: number(hba1c, units.hba1c, { decimals: 1 }),
  cholesterol: number(totalCholesterol, units.cholesterol),
  temperature: number(bodyTemperature, units.temperature, { decimals: 1 }),
  smoker: { kind: 'observation-category', codes: smokingStatus, categories: currentSmokerCategories, asBoolean: true },
  dm: { kind: 'condition', codes: diabetes, when: 'active', negative: 'asked' },
  statin: { kind: 'medication', codes: statins, negative: 'asked' },
  either: { kind: 'any-of', of: ['dm', 'statin'] },
  age: { kind: 'age' },
  sex: { kind: 'sex', from: 'administrative' },
  egfr: { kind: 'derived-egfr', creatinine: 'creatinine', age: 'age', sex: 'sex' },
  ward: { kind: 'encounter-class' },
  sugar: number(hba1c, units.hba1c, { plausible: [2, 25], decimals: 1 }),
  tidy: number(creatinine, units.creatinine, { plausible: [0.1, 30], decimals: 1 }),
  gfr: number(egfrCkdEpi2021, units.egfr, { plausible: [1, 250] }),
  mean: number(creatinine, units.creatinine, { pick: 'mean' }),
  median: number(systolicBloodPressure, units.bloodPressure, { pick: 'median' }),
  sum: number(hba1c, units.hba1c, { pick: 'sum' }),
  sd: number(creatinine, units.creatinine, { pick: 'sd' }),
  count: number(totalCholesterol, units.cholesterol, { pick: 'count' }),
  slope: number(creatinine, units.creatinine, { pick: 'slope-per-day' }),
  change: number(creatinine, units.creatinine, { pick: 'delta-from-previous' }),
  rise: number(creatinine, units.creatinine, {
    pick: 'delta-from-baseline',
    baseline: { pick: 'median', window: { days: 365, until: { days: 7 } } },
  }),
  lately: number(systolicBloodPressure, units.bloodPressure, {
    pick: 'worst',
    worse: 'away-from-usual',
    usual: [90, 140],
    window: { days: 30, since: 'encounter-start' },
  }),
  earlier: number(creatinine, units.creatinine, { window: { days: 365, until: { days: 1 }, bounds: '[)' } }),
  ratio: { kind: 'ratio', of: 'worst', to: 'creatinine', within: { days: 30 } },
  no_sugar: { kind: 'missing', of: 'hba1c' },
  age_of_creatinine: { kind: 'time-since', of: 'creatinine', in: 'd' },
  diagnoses: { kind: 'condition-count', codes: diabetes, when: 'ever' },
  drugs: { kind: 'medication-count', codes: statins, when: 'in-window', window: { days: 90 } },
  dialysed: { kind: 'procedure', codes: dialysis, when: 'in-window', window: { days: 30 }, negative: 'asked' },
  sessions: { kind: 'procedure-count', codes: dialysis, when: 'ever' },
  allergic: { kind: 'allergy', codes: penicillins, negative: 'asked' },
  visits: { kind: 'encounter-count', window: { days: 365 } },
  stay: { kind: 'length-of-stay', since: 'encounter-start', in: 'h' },
};
const extract = (resources: readonly Resource[], clock: 'live' | 'replay' = 'live'): FeatureVector =>
  extractFeatures(declarations, new PatientRecord({ patientId: 'p1', resources, coverage: wholeChart }), {
    asOf,
    clock,
  });

const hours = fc.integer({ min: 0, max: 24 * 400 });
const status = fc.constantFrom<Observation['status']>(
  'final',
  'amended',
  'corrected',
  'preliminary',
  'entered-in-error',
  'cancelled',
);
const unit = fc.constantFrom('mg/dL', 'umol/L', 'mm[Hg]', '%', 'mmol/mol', 'Cel', '[degF]', 'mmol/L', 'furlong');
const measured = [creatinine, systolicBloodPressure, hba1c, totalCholesterol, bodyTemperature].flatMap(
  ({ codes }) => codes,
);
/** A few ids only, so that two results compete for a place and for the same moment. */
const result = (code: fc.Arbitrary<(typeof measured)[number]>, when: fc.Arbitrary<number>) =>
  fc.record({ id: fc.uuid(), code, when, status, unit, value: fc.integer({ min: 0, max: 300 }) }).map((r) =>
    observation(r.id, r.code, {
      status: r.status,
      effectiveDateTime: hoursAgo(r.when),
      issued: hoursAgo(r.when - 0.25),
      valueQuantity: quantity(r.value, r.unit),
    }),
  );
const fact = fc.oneof(
  { weight: 6, arbitrary: result(fc.constantFrom(...measured), hours) },
  fc.record({ id: fc.uuid(), when: hours, yes: fc.boolean() }).map(({ id, when, yes }) =>
    observation(id, smokingStatus.codes[0], {
      effectiveDateTime: hoursAgo(when),
      valueCodeableConcept: {
        coding: [{ ...(yes ? currentSmokerCategories.true : currentSmokerCategories.false)[0] }],
      },
    }),
  ),
  fc
    .record({ id: fc.uuid(), when: hours })
    .map(({ id, when }) =>
      condition(id, snomed('73211009', ''), { onsetDateTime: hoursAgo(when), recordedDate: hoursAgo(when) }),
    ),
  fc
    .record({ id: fc.uuid(), when: hours })
    .map(({ id, when }) =>
      medicationRequest(id, { authoredOn: hoursAgo(when), medicationCodeableConcept: { text: 'Atorvastatin 20 mg' } }),
    ),
  fc.record({ id: fc.uuid(), when: hours }).map(({ id, when }): Resource => ({
    resourceType: 'Procedure',
    id,
    status: 'completed',
    subject: { reference: 'Patient/p1' },
    code: { coding: [{ ...snomed('108241001', '') }] },
    performedDateTime: hoursAgo(when),
    meta: { lastUpdated: hoursAgo(when) },
  })),
  fc.record({ id: fc.uuid(), when: hours }).map(({ id, when }): Resource => ({
    resourceType: 'AllergyIntolerance',
    id,
    patient: { reference: 'Patient/p1' },
    code: { text: 'penicillin' },
    recordedDate: hoursAgo(when),
  })),
  fc.record({ id: fc.uuid(), when: hours, over: fc.boolean() }).map(({ id, when, over }): Resource => ({
    resourceType: 'Encounter',
    id,
    status: over ? 'finished' : 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: { reference: 'Patient/p1' },
    period: { start: hoursAgo(when), ...(over && { end: hoursAgo(when - 5) }) },
  })),
);
const chart = fc.array(fact, { maxLength: 25 }).map((facts): readonly Resource[] => [patient(), ...facts]);
const clock = fc.constantFrom<'live' | 'replay'>('live', 'replay');
/** What no declared feature is about, and what is about somebody else. */
const unrelated = fc.array(
  fc.oneof(
    fc.uuid().map((id) => observation(id, loinc('718-7', 'Hemoglobin'), { valueQuantity: quantity(12, 'g/dL') })),
    fc.uuid().map((id) => condition(id, snomed('38341003', 'Hypertension'))),
    fc.uuid().map((id) => medicationRequest(id, { medicationCodeableConcept: { text: 'aspirin' } })),
    result(fc.constantFrom(...measured), hours).map((r) => ({ ...r, subject: { reference: 'Patient/p2' } })),
  ),
  { maxLength: 10 },
);

describe('nothing that should not matter does', () => {
  test('order, duplicates and unrelated resources change no bit', () => {
    fc.assert(
      fc.property(
        chart.chain((resources) =>
          fc.record({
            resources: fc.constant(resources),
            shuffled: fc.shuffledSubarray([...resources], { minLength: resources.length }),
            again: fc.subarray([...resources]),
            others: unrelated,
          }),
        ),
        clock,
        ({ resources, shuffled, again, others }, which) => {
          const twice = again.map((resource) => structuredClone(resource));
          const mixed = [...others, ...twice, ...shuffled];
          expect(JSON.stringify(extract(mixed, which))).toBe(JSON.stringify(extract(resources, which)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('data after asOf change no bit', () => {
    const later = fc.integer({ min: 1, max: 1000 }).map((h) => -h);
    const future = fc.array(
      fc.oneof(
        result(fc.constantFrom(...measured), later),
        fc
          .record({ id: fc.uuid(), when: later })
          .map(({ id, when }) =>
            condition(id, snomed('73211009', ''), { onsetDateTime: hoursAgo(when), recordedDate: hoursAgo(when) }),
          ),
        fc
          .record({ id: fc.uuid(), when: later })
          .map(({ id, when }) =>
            medicationRequest(id, { authoredOn: hoursAgo(when), medicationCodeableConcept: { text: 'atorvastatin' } }),
          ),
        fc.record({ id: fc.uuid(), when: later }).map(({ id, when }): Resource => ({
          resourceType: 'Encounter',
          id,
          status: 'in-progress',
          class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
          subject: { reference: 'Patient/p1' },
          period: { start: hoursAgo(when) },
        })),
      ),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(chart, future, clock, (resources, tomorrow, which) => {
        expect(JSON.stringify(extract([...tomorrow, ...resources], which))).toBe(
          JSON.stringify(extract(resources, which)),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('what becomes known later changes no bit, on a live call and in a replay', () => {
    const unknownYet = fc.array(
      result(fc.constantFrom(...measured), hours).map((r) => ({ ...r, issued: hoursAgo(-1) })),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(chart, unknownYet, clock, (resources, late, which) => {
        expect(JSON.stringify(extract([...late, ...resources], which))).toBe(JSON.stringify(extract(resources, which)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('one quantity, several units', () => {
  const value = (resources: readonly Resource[], name: string): unknown => {
    const feature = extract([patient(), ...resources]).features[name];
    return feature?.status === 'present' ? feature.value : feature?.reason;
  };
  const both = (
    codes: ObservationNumber['codes'],
    name: string,
    a: readonly [number, string],
    b: readonly [number, string],
  ) => {
    const of = ([amount, u]: readonly [number, string]) =>
      value([observation('o', codes.codes[0], { valueQuantity: quantity(amount, u) })], name);
    expect(of(a)).toBe(of(b));
    expect(typeof of(a)).toBe('number');
  };

  test('Celsius and Fahrenheit', () => {
    both(bodyTemperature, 'temperature', [37, 'Cel'], [98.6, '[degF]']);
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 420 }), (tenths) => {
        both(bodyTemperature, 'temperature', [tenths / 10, 'Cel'], [Number((tenths * 0.18 + 32).toFixed(2)), '[degF]']);
      }),
    );
  });

  test('HbA1c by NGSP and IFCC, to one decimal', () => {
    both(hba1c, 'hba1c', [7, '%'], [53, 'mmol/mol']);
  });

  test('creatinine and cholesterol by mass and by amount', () => {
    both(creatinine, 'creatinine', [1.2, 'mg/dL'], [106.08, 'umol/L']);
    both(creatinine, 'egfr', [1.2, 'mg/dL'], [106.08, 'umol/L']);
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 2000 }), (hundredths) => {
        const mgPerDl = hundredths / 100;
        both(creatinine, 'creatinine', [mgPerDl, 'mg/dL'], [Number((mgPerDl * 88.4).toFixed(6)), 'umol/L']);
      }),
    );
    both(totalCholesterol, 'cholesterol', [200, 'mg/dL'], [5.172, 'mmol/L']);
  });

  // Issue 4, as laboratories print them: 53 mmol/mol is 7.00044 % and 106 umol/L is 1.199 mg/dL before rounding.
  test('the figures of the issue', () => {
    both(bodyTemperature, 'temperature', [37, 'Cel'], [98.6, '[degF]']);
    both(hba1c, 'sugar', [7, '%'], [53, 'mmol/mol']);
    both(creatinine, 'tidy', [1.2, 'mg/dL'], [106, 'umol/L']);
  });

  test('{1.73_m2} is not dropped: mL/min is another quantity', () => {
    const gfr = (u: string) =>
      value([observation('o', egfrCkdEpi2021.codes[0], { valueQuantity: quantity(60, u) })], 'gfr');
    expect(gfr('mL/min/{1.73_m2}')).toBe(60);
    expect(gfr('mL/min')).toBe('unit-refused');
    expect(gfr('mL/min/{other}')).toBe('unit-refused');
  });
});

test('a refused unit, a stale, a retracted or another patient’s result never gives a number', () => {
  const spoiled = fc.oneof(
    fc
      .string({ maxLength: 8 })
      .filter((u) => !/^(mg\/d[lL]|MG\/DL|mg\/DL|[uµμ]mol\/[lL]|micromol\/L)$/.test(u.trim()))
      .map((u): Partial<Observation> => ({
        valueQuantity: { value: 1.2, unit: u, code: u, system: 'http://unitsofmeasure.org' },
      })),
    fc.integer({ min: 365 * 24 + 1, max: 1e5 }).map((h): Partial<Observation> => ({ effectiveDateTime: hoursAgo(h) })),
    fc
      .constantFrom<Observation['status']>('entered-in-error', 'cancelled', 'preliminary', 'registered', 'unknown')
      .map((s): Partial<Observation> => ({ status: s })),
    fc.constant<Partial<Observation>>({ subject: { reference: 'Patient/p2' } }),
    fc.constant<Partial<Observation>>({ effectiveDateTime: undefined as never }),
  );
  fc.assert(
    fc.property(fc.array(spoiled, { minLength: 1, maxLength: 5 }), clock, (changes, which) => {
      const results = changes.map((rest, i) =>
        observation(`o${i}`, creatinine.codes[0], { valueQuantity: quantity(1.2, 'mg/dL'), ...rest }),
      );
      const { features } = extract([patient(), ...results], which);
      for (const name of ['creatinine', 'worst', 'egfr']) expect(features[name]?.status).toBe('absent');
    }),
    { numRuns: 500 },
  );
});

test('an extraction changes nothing that it was given', () => {
  fc.assert(
    fc.property(chart, (resources) => {
      const before = JSON.stringify(resources);
      extract(resources);
      expect(JSON.stringify(resources)).toBe(before);
    }),
    { numRuns: 50 },
  );
});
