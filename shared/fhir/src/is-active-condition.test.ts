import { describe, expect, test } from '@jest/globals';
import type { Condition } from '@medplum/fhirtypes';
import { isActiveAt } from './is-active-at.ts';
import { isActiveCondition } from './is-active-condition.ts';
import { isEverCondition } from './is-ever-condition.ts';
import { condition } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const clinical = (code: string) => ({
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }] },
});
const verification = (code: string) => ({
  verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code }] },
});

describe('by status', () => {
  test.each<readonly [string, Partial<Condition>, boolean, boolean]>([
    ['no status and no date (MIMIC)', {}, true, true],
    ['no clinical status, abated by date', { abatementDateTime: '2020' }, false, true],
    ['no clinical status, abated in words', { abatementString: 'in remission' }, false, true],
    ['active', clinical('active'), true, true],
    ['recurrence', clinical('recurrence'), true, true],
    ['relapse', clinical('relapse'), true, true],
    ['inactive', clinical('inactive'), false, true],
    ['remission', clinical('remission'), false, true],
    ['resolved', clinical('resolved'), false, true],
    ['confirmed', verification('confirmed'), true, true],
    ['unconfirmed', verification('unconfirmed'), true, true],
    ['provisional', verification('provisional'), true, true],
    ['differential', verification('differential'), true, true],
    ['refuted', { ...clinical('active'), ...verification('refuted') }, false, false],
    ['entered-in-error', verification('entered-in-error'), false, false],
  ])('%s', (_name, more, active, ever) => {
    const frozen = deepFreeze(condition('c', more));
    expect({ active: isActiveCondition(frozen), ever: isEverCondition(frozen) }).toEqual({ active, ever });
  });

  test("STU3's plain codes are read", () => {
    const parse = (json: string): Condition => JSON.parse(json);
    const stu3 = (status: string) => parse(`{"resourceType":"Condition","subject":{},"clinicalStatus":"${status}"}`);
    expect([isActiveCondition(stu3('active')), isActiveCondition(stu3('resolved'))]).toEqual([true, false]);
  });
});

describe('at an instant', () => {
  const years2018to2020 = { onsetDateTime: '2018-03-01', abatementDateTime: '2020-06' };
  test.each<readonly [string, Partial<Condition>, string, boolean]>([
    ['before the onset', { ...years2018to2020, ...clinical('resolved') }, '2018-02-28', false],
    ['on the day of onset', { ...years2018to2020, ...clinical('resolved') }, '2018-03-01', true],
    ['between, though resolved today', { ...years2018to2020, ...clinical('resolved') }, '2019-01-01', true],
    ['in the month of abatement, resolved', { ...years2018to2020, ...clinical('resolved') }, '2020-06-15', false],
    ['in the month of abatement, active', { ...years2018to2020, ...clinical('active') }, '2020-06-15', true],
    ['in the month of abatement, no status', years2018to2020, '2020-06-15', false],
    ['after the abatement, though active', { ...years2018to2020, ...clinical('active') }, '2020-07-01', false],
    ['resolved without a date', clinical('resolved'), '2019-01-01', false],
    ['undated', {}, '2019-01-01', true],
    ['a partial onset that may have begun', { onsetDateTime: '2019' }, '2019-01-01', true],
    ['abatement period, open end, before it', { abatementPeriod: { start: '2020-06' } }, '2020-05-31', true],
    [
      'abatement period, open end, after it',
      { abatementPeriod: { start: '2020-06' }, ...clinical('active') },
      '2024-01-01',
      false,
    ],
    ['refuted', { ...years2018to2020, ...verification('refuted') }, '2019-01-01', false],
  ])('%s', (_name, more, asOf, active) => {
    expect(isActiveAt(deepFreeze(condition('c', more)), Date.parse(asOf))).toBe(active);
  });
});
