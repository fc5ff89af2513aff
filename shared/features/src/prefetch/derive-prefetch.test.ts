import { describe, expect, test } from '@jest/globals';
import type { FeatureDeclarations, ObservationNumber } from '../declaration.ts';
import { units } from '../units/units.ts';
import { snomed } from '../fixtures/codes.ts';
import { genotypeDisplayName } from '../value-sets/genomics.ts';
import { creatinine } from '../value-sets/kidney.ts';
import { systolicBloodPressure } from '../value-sets/vital-signs.ts';
import { derivePrefetch } from './derive-prefetch.ts';
import { prefetchKeysOf } from './prefetch-keys-of.ts';

const codes = { id: 'x', title: 'X', source: 'test', codes: [snomed('1', '')] };
const latest: ObservationNumber = {
  kind: 'observation-number',
  pick: 'latest',
  codes: creatinine,
  unit: units.creatinine,
  plausible: [0.1, 30],
};
const declarations: FeatureDeclarations = {
  egfr: { kind: 'derived-egfr', creatinine: 'creatinine', age: 'age', sex: 'sex' },
  creatinine: latest,
  age: { kind: 'age' },
  sex: { kind: 'sex', from: 'birth' },
  sbp: { ...latest, codes: systolicBloodPressure },
  lowest: { ...latest, codes: systolicBloodPressure, pick: 'min', window: { hours: 24 } },
  shock: { kind: 'any-of', of: ['low', 'ill'] },
  low: { kind: 'threshold', of: 'lowest', above: 90 },
  ill: { kind: 'condition', codes, when: 'active', negative: 'asked' },
  treated: { kind: 'medication', codes, negative: 'asked' },
  ward: { kind: 'encounter-class' },
  gene: { kind: 'genotype', codes: genotypeDisplayName, gene: 'CYP2C9', values: {} },
  draft: { kind: 'draft-daily-dose', codes },
};
const templates = derivePrefetch(declarations);
const byKey = (key: string) => templates.find((template) => template.key === key);

describe('templates', () => {
  test('one for each query, the patient first, keys stable', () => {
    expect(templates.map(({ key }) => key)).toEqual([
      'patient',
      'observations-creatinine',
      'observations-systolic-blood-pressure',
      'conditions',
      'medicationRequests',
      'medicationStatements',
      'encounters',
      'observations-genotype',
    ]);
    expect(derivePrefetch(declarations)).toEqual(templates);
  });

  test('are what CDS Hooks allows, with tokens encoded one by one', () => {
    expect(templates.map(({ template }) => template)).toEqual([
      'Patient/{{context.patientId}}',
      'Observation?patient={{context.patientId}}&code=http%3A%2F%2Floinc.org%7C2160-0,http%3A%2F%2Floinc.org%7C38483-4,http%3A%2F%2Floinc.org%7C14682-9,http%3A%2F%2Floinc.org%7C77140-2&_sort=-date&_count=10',
      'Observation?patient={{context.patientId}}&code=http%3A%2F%2Floinc.org%7C8480-6,http%3A%2F%2Floinc.org%7C85354-9,http%3A%2F%2Floinc.org%7C55284-4&_sort=-date&_count=200',
      'Condition?patient={{context.patientId}}&_count=500',
      'MedicationRequest?patient={{context.patientId}}&_count=500',
      'MedicationStatement?patient={{context.patientId}}&_count=500',
      'Encounter?patient={{context.patientId}}&_sort=-date&_count=20',
      'Observation?patient={{context.patientId}}&code=http%3A%2F%2Floinc.org%7C84413-4&_sort=-date&_count=200',
    ]);
  });

  test('name the features that hang on them, derived ones too', () => {
    expect(byKey('observations-creatinine')).toMatchObject({ features: ['egfr', 'creatinine'], codes: creatinine });
    expect(byKey('observations-systolic-blood-pressure')?.features).toEqual(['sbp', 'lowest', 'shock', 'low']);
    expect(byKey('patient')?.features).toEqual(['egfr', 'age', 'sex']);
    expect(byKey('conditions')?.features).toEqual(['shock', 'ill']);
  });

  test('the patient is read even when no feature asks', () => {
    expect(derivePrefetch({ ill: { kind: 'condition', codes, when: 'ever', negative: 'asked' } })[0]).toMatchObject({
      key: 'patient',
      features: [],
    });
  });

  test('two value sets of one id are a fault of the service', () => {
    const twice: FeatureDeclarations = { a: latest, b: { ...latest, codes: { ...codes, id: 'creatinine' } } };
    expect(() => derivePrefetch(twice)).toThrow(expect.objectContaining({ code: 'bad-service' }));
  });
});

describe('keys of a feature', () => {
  test.each([
    ['egfr', ['observations-creatinine', 'patient']],
    ['shock', ['observations-systolic-blood-pressure', 'conditions']],
    ['treated', ['medicationRequests', 'medicationStatements']],
    ['draft', []],
  ])('%s', (name, keys) => {
    expect(prefetchKeysOf(declarations, name)).toEqual(keys);
  });

  test('every key has a template', () => {
    const known = new Set(templates.map(({ key }) => key));
    for (const name of Object.keys(declarations))
      for (const key of prefetchKeysOf(declarations, name)) expect(known).toContain(key);
  });

  test('of nothing, or of a circle, are a fault of the service', () => {
    const fault = expect.objectContaining({ code: 'bad-service' });
    expect(() => prefetchKeysOf(declarations, 'gone')).toThrow(fault);
    expect(() => prefetchKeysOf({ a: { kind: 'any-of', of: ['a'] } }, 'a')).toThrow(fault);
  });
});

describe('new kinds', () => {
  const window = { days: 30 };
  const templateOf = (features: FeatureDeclarations, key: string) =>
    derivePrefetch(features).find((template) => template.key === key)?.template;
  const number = (rest: Partial<ObservationNumber>): FeatureDeclarations => ({ it: { ...latest, ...rest } });
  test.each<[string, FeatureDeclarations, string, string]>([
    [
      'procedures',
      { it: { kind: 'procedure', codes, when: 'ever', negative: 'asked' } },
      'procedures',
      'Procedure?patient={{context.patientId}}&_count=500',
    ],
    [
      'allergies',
      { it: { kind: 'allergy', codes, negative: 'asked' } },
      'allergies',
      'AllergyIntolerance?patient={{context.patientId}}&_count=500',
    ],
    [
      'doses',
      { it: { kind: 'medication-count', codes, when: 'ever', from: ['MedicationAdministration'] } },
      'medicationAdministrations',
      'MedicationAdministration?patient={{context.patientId}}&_count=500',
    ],
    [
      'encounters that are counted',
      { it: { kind: 'encounter-count' } },
      'encounters',
      'Encounter?patient={{context.patientId}}&_sort=-date&_count=200',
    ],
    [
      'the length of stay',
      { it: { kind: 'length-of-stay', since: 'admission', in: 'h' } },
      'encounters',
      'Encounter?patient={{context.patientId}}&_sort=-date&_count=20',
    ],
    [
      'a window bounded by the encounter',
      number({ window: { ...window, since: 'admission' } }),
      'encounters',
      'Encounter?patient={{context.patientId}}&_sort=-date&_count=20',
    ],
    [
      'a baseline bounded by the encounter',
      number({ pick: 'delta-from-baseline', baseline: { pick: 'first', window: { since: 'encounter-start' } } }),
      'encounters',
      'Encounter?patient={{context.patientId}}&_sort=-date&_count=20',
    ],
  ])('%s', (_, features, key, template) => {
    expect(templateOf(features, key)).toBe(template);
  });

  test.each<[string, Partial<ObservationNumber>, number]>([
    ['the newest', { window }, 10],
    ['the newest two', { pick: 'delta-from-previous' }, 10],
    ['a mean', { pick: 'mean' }, 200],
    ['the newest of three', { minimumCount: 3 }, 200],
    ['the newest before yesterday', { window: { days: 30, until: { days: 1 } } }, 200],
  ])('%s asks for enough', (_, rest, count) => {
    expect(templateOf(number(rest), 'observations-creatinine')).toMatch(new RegExp(`_count=${count}$`));
  });

  test('what is derived hangs on the queries of what it derives from', () => {
    const features: FeatureDeclarations = {
      creatinine: latest,
      sbp: { ...latest, codes: systolicBloodPressure },
      ratio: { kind: 'ratio', of: 'creatinine', to: 'sbp' },
      unknown: { kind: 'missing', of: 'ratio' },
      old: { kind: 'time-since', of: 'creatinine', in: 'h' },
    };
    const both = ['observations-creatinine', 'observations-systolic-blood-pressure'];
    expect(prefetchKeysOf(features, 'unknown')).toEqual(both);
    expect(prefetchKeysOf(features, 'old')).toEqual(['observations-creatinine']);
  });
});
