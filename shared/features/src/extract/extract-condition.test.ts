import type { Condition, Encounter, Resource } from '@medplum/fhirtypes';
import type { ValueSet } from '@cardwright/fhir';
import { describe, expect, test } from '@jest/globals';
import type { ConditionPresent } from '../declaration.ts';
import { condition, coverage, extractOne, hoursAgo, said } from '../fixtures/chart.ts';
import { codeSystems } from '../code-systems.ts';
import { snomed } from '../fixtures/codes.ts';

const diabetes: ValueSet = {
  id: 'diabetes',
  title: 'Diabetes',
  source: 'test',
  codes: [snomed('73211009', 'Diabetes mellitus'), snomed('44054006', 'Type 2 diabetes')],
  prefixes: [{ system: codeSystems.icd10cm, prefix: 'E11' }],
  names: ['diabetes'],
};
const [code] = diabetes.codes;
const asked: ConditionPresent = { kind: 'condition', codes: diabetes, when: 'active', negative: 'asked' };
const dm = (rest: Partial<Condition> = {}, id = 'c1') => condition(id, code ?? snomed('', ''), rest);
const status = (value: string) => ({ coding: [{ code: value }] });

describe('a yes', () => {
  test('names the condition and its onset', () => {
    expect(extractOne(asked, [dm()])).toEqual({
      status: 'present',
      value: true,
      unit: '{boolean}',
      effective: '2020-01-01',
      references: ['Condition/c1'],
    });
  });

  test('is found by prefix, and by any coding', () => {
    const coding = [
      { system: 'urn:local', code: '1' },
      { system: codeSystems.icd10cm, code: 'E11.9' },
    ];
    expect(said(extractOne(asked, [dm({ code: { coding } })]))).toBe(true);
  });

  test.each<[string, Partial<Condition>, boolean, boolean]>([
    ['recurring', { clinicalStatus: status('recurrence') }, true, true],
    ['resolved', { clinicalStatus: status('resolved') }, false, true],
    ['in remission', { clinicalStatus: status('remission') }, false, true],
    ['abated', { clinicalStatus: status('resolved'), abatementDateTime: '2021-01-01' }, false, true],
    ['without a clinical status', { clinicalStatus: undefined as never }, true, true],
    ['refuted', { verificationStatus: status('refuted') }, false, false],
    ['entered in error', { verificationStatus: status('entered-in-error') }, false, false],
    ['without onset and dates', { onsetDateTime: undefined as never, recordedDate: undefined as never }, true, true],
    ['beginning tomorrow', { onsetDateTime: hoursAgo(-24) }, false, false],
    [
      'recorded tomorrow, without onset',
      { onsetDateTime: undefined as never, recordedDate: hoursAgo(-24) },
      false,
      false,
    ],
  ])('%s: active, ever', (_, rest, active, ever) => {
    expect(said(extractOne(asked, [dm(rest)]))).toBe(active);
    expect(said(extractOne({ ...asked, when: 'ever' }, [dm(rest)]))).toBe(ever);
  });

  test('wins over a failed query', () => {
    expect(said(extractOne(asked, [dm()], { answered: coverage({ conditions: 'failed' }) }))).toBe(true);
  });
});

describe('a no', () => {
  const others: readonly Resource[] = [condition('x', snomed('38341003', 'Hypertension'))];
  test.each([
    ['asked', false],
    ['explicit', 'none-recorded'],
    ['default', false],
  ] as const)('%s, with nothing on file', (negative, expected) => {
    const feature = extractOne({ ...asked, negative }, others);
    expect(said(feature)).toBe(expected);
    expect('assumed' in feature).toBe(negative === 'default');
  });

  test('explicit is read from a refuted condition', () => {
    const refuted = dm({ verificationStatus: status('refuted') });
    expect(extractOne({ ...asked, negative: 'explicit' }, [refuted])).toMatchObject({
      value: false,
      references: ['Condition/c1'],
    });
  });

  test.each(['asked', 'explicit', 'default'] as const)('%s needs an answered and whole query', (negative) => {
    const of = (answered: ReturnType<typeof coverage>) =>
      said(extractOne({ ...asked, negative }, others, { answered }));
    expect(of(coverage({ conditions: 'failed' }))).toBe('query-failed');
    expect(of(coverage({ conditions: 'omitted' }))).toBe('not-queried');
    expect(of(coverage({ conditions: 'data' }, ['conditions']))).toBe('not-queried');
  });

  test('is open while a condition is masked, or says nothing', () => {
    const masked = condition('m', snomed('1', ''), {
      meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'MASKED' }] },
    });
    expect(extractOne(asked, [masked])).toMatchObject({ reason: 'withheld', references: ['Condition/m'] });
    const local = { coding: [{ system: 'urn:local', code: '7' }] };
    expect(extractOne(asked, [dm({ code: local })])).toMatchObject({ reason: 'unreadable' });
    expect(said(extractOne(asked, [dm({ code: { ...local, text: 'Headache' } })]))).toBe(false);
  });
});

describe('a SNOMED CT code that the set does not list', () => {
  const renal = { coding: [{ ...snomed('127013003', 'Diabetic renal disease, diabetes') }] };
  const icd = { system: codeSystems.icd10cm, code: 'N18.9', display: 'Chronic kidney disease, unspecified' };

  test('is no no when its words name what is asked for', () => {
    expect(extractOne(asked, [dm({ code: renal })])).toMatchObject({
      reason: 'unreadable',
      references: ['Condition/c1'],
    });
    expect(said(extractOne(asked, [dm({ code: renal, clinicalStatus: status('resolved') })]))).toBe(false);
  });

  test('leaves the word to the classification beside it, and to what was left out on purpose', () => {
    expect(said(extractOne(asked, [dm({ code: { coding: [...renal.coding, icd] } })]))).toBe(false);
    const codes: ValueSet = { ...diabetes, leftOut: [snomed('127013003', 'Diabetic renal disease')] };
    expect(said(extractOne({ ...asked, codes }, [dm({ code: renal })]))).toBe(false);
  });

  test('does not touch a yes', () => expect(said(extractOne(asked, [dm({ code: renal }), dm({}, 'c2')]))).toBe(true));
});

describe('a condition coded in a system that the set is not written in', () => {
  const local = (display: string, rest: Partial<Condition> = {}) =>
    dm({ code: { coding: [{ system: 'urn:mimic:d-icd9', code: '25000', display }] }, ...rest });
  const mimic = local('Diabetes mellitus without mention of complication');

  test('is neither a yes nor a no when its words name what is asked for', () => {
    expect(extractOne(asked, [mimic])).toMatchObject({ reason: 'unreadable', references: ['Condition/c1'] });
    expect(said(extractOne({ ...asked, negative: 'default' }, [mimic]))).toBe('unreadable');
    expect(said(extractOne(asked, [dm({ code: { text: 'Type 2 diabetes' } })]))).toBe('unreadable');
  });

  test('leaves the no alone when it names something else, is over, or is refuted', () => {
    expect(said(extractOne(asked, [local('Essential hypertension')]))).toBe(false);
    const over = local('Diabetes', { clinicalStatus: status('resolved') });
    expect(said(extractOne(asked, [over]))).toBe(false);
    expect(said(extractOne({ ...asked, when: 'ever' }, [over]))).toBe('unreadable');
    expect(said(extractOne(asked, [local('Diabetes', { verificationStatus: status('refuted') })]))).toBe(false);
  });

  test('a coded yes wins', () => expect(said(extractOne(asked, [mimic, dm({}, 'c2')]))).toBe(true));

  test('a bare ICD-9-CM code says nothing', () => {
    const bare = dm({ code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '250.00' }] } });
    expect(said(extractOne(asked, [bare]))).toBe('unreadable');
  });

  test.each(['urn:oid:2.16.840.1.113883.6.90', 'https://hl7.org/fhir/sid/icd-10-cm'])('a yes in %s', (system) => {
    expect(said(extractOne(asked, [dm({ code: { coding: [{ system, code: 'E11.9' }] } })]))).toBe(true);
  });
});

describe('a replay', () => {
  const replay = { clock: 'replay' as const };
  test('does not know what was recorded later', () => {
    expect(said(extractOne(asked, [dm({ recordedDate: hoursAgo(-1) })], replay))).toBe(false);
    expect(said(extractOne(asked, [dm({ recordedDate: hoursAgo(1) })], replay))).toBe(true);
  });

  test('nor does a live call know what says that it is recorded in an hour; a date alone does not say so', () => {
    expect(said(extractOne(asked, [dm({ recordedDate: hoursAgo(-1) })]))).toBe(false);
    expect(said(extractOne(asked, [dm({ recordedDate: '2026-03-21' })]))).toBe(true);
  });

  test('sees a condition that was resolved later as it was', () => {
    const later = dm({ clinicalStatus: status('resolved'), abatementDateTime: hoursAgo(-24) });
    expect(said(extractOne(asked, [later], replay))).toBe(true);
  });

  test('answers neither yes nor no on an undated condition', () => {
    const undated = dm({ onsetDateTime: undefined as never, recordedDate: undefined as never });
    expect(extractOne(asked, [undated], replay)).toMatchObject({ reason: 'no-value', references: ['Condition/c1'] });
    const discharged: Encounter = {
      resourceType: 'Encounter',
      id: 'e1',
      status: 'finished',
      class: {},
      subject: { reference: 'Patient/p1' },
      period: { start: hoursAgo(72), end: hoursAgo(24) },
    };
    const coded = dm({ recordedDate: undefined as never, encounter: { reference: 'Encounter/e1' } });
    expect(said(extractOne(asked, [coded, discharged], replay))).toBe(true);
  });
});

describe('in a window, and at an earlier moment', () => {
  const began: ConditionPresent = { ...asked, when: 'in-window', window: { days: 365 } };
  const then: ConditionPresent = { ...asked, when: 'active', at: { days: 30 } };
  const undated = { onsetDateTime: undefined as never };
  const over = status('resolved');
  test.each<[string, ConditionPresent, Partial<Condition>, unknown]>([
    ['began in the window', began, { onsetDateTime: hoursAgo(24) }, true],
    ['began before it', began, {}, false],
    ['no onset, recorded in it', began, { ...undated, recordedDate: hoursAgo(24) }, true],
    ['no date at all', began, { ...undated, recordedDate: undefined as never }, 'no-value'],
    ['began in it and over', began, { onsetDateTime: hoursAgo(24), clinicalStatus: over }, true],
    ['began in it and refuted', began, { onsetDateTime: hoursAgo(24), verificationStatus: status('refuted') }, false],
    ['had it then', then, {}, true],
    ['began since', then, { onsetDateTime: hoursAgo(24) }, false],
    ['over since', then, { clinicalStatus: over, abatementDateTime: hoursAgo(24) }, true],
    ['over before', then, { clinicalStatus: over, abatementDateTime: hoursAgo(24 * 40) }, false],
    ['over, nobody says when', then, { clinicalStatus: over }, 'no-value'],
    ['recorded since, without an onset', then, { ...undated, recordedDate: hoursAgo(24) }, 'no-value'],
    ['no date at all, then', then, { ...undated, recordedDate: undefined as never }, 'no-value'],
  ])('%s', (_, declaration, rest, expected) => {
    expect(said(extractOne(declaration, [dm(rest)]))).toBe(expected);
  });
});

describe('the number of conditions', () => {
  const codes = {
    id: 'charlson',
    title: 'Some',
    source: 'test',
    codes: [snomed('1', ''), snomed('2', '')],
    prefixes: [{ system: codeSystems.icd10cm, prefix: 'E11', excluding: ['E11.9'] }],
  };
  const count = { kind: 'condition-count', codes, when: 'active' } as const;
  const icd = (code: string) => ({ system: codeSystems.icd10cm, code, display: '' });
  test.each<[string, readonly Condition[], unknown]>([
    ['none', [], 0],
    ['two entries of one code', [condition('a', snomed('1', '')), condition('b', snomed('1', ''))], 1],
    [
      'two codes and one of another kind',
      [condition('a', snomed('1', '')), condition('b', snomed('2', '')), condition('c', snomed('3', ''))],
      2,
    ],
    [
      'by prefix, with and without the dot',
      [condition('a', icd('E11.2')), condition('b', icd('E112')), condition('c', icd('E11.9'))],
      1,
    ],
    ['one that is over', [condition('a', snomed('1', ''), { clinicalStatus: status('resolved') })], 0],
    [
      'one that cannot be read',
      [condition('a', snomed('1', '')), condition('b', snomed('2', ''), { code: {} })],
      'unreadable',
    ],
  ])('%s', (_, conditions, expected) => {
    expect(said(extractOne(count, conditions))).toBe(expected);
    expect(extractOne(count, conditions)).toEqual(extractOne(count, conditions.toReversed()));
  });
});
