import type { Encounter } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import { context, coverage, extractOne, hoursAgo, said } from '../fixtures/chart.ts';

const encounter = (id: string, code: string, start: number | undefined, rest: Partial<Encounter> = {}): Encounter => ({
  resourceType: 'Encounter',
  id,
  status: 'in-progress',
  class: { system: codeSystems.actCode, code },
  subject: { reference: 'Patient/p1' },
  ...(start !== undefined && { period: { start: hoursAgo(start) } }),
  ...rest,
});
const kind = { kind: 'encounter-class' } as const;

describe('the class of the encounter', () => {
  test.each<[string, readonly Encounter[], unknown]>([
    ['in progress', [encounter('a', 'IMP', 5)], 'IMP'],
    [
      'finished before',
      [encounter('a', 'IMP', 5, { status: 'finished', period: { start: hoursAgo(5), end: hoursAgo(1) } })],
      'none-recorded',
    ],
    [
      'finished after',
      [encounter('a', 'IMP', 5, { status: 'finished', period: { start: hoursAgo(5), end: hoursAgo(-1) } })],
      'IMP',
    ],
    ['finished without an end', [encounter('a', 'IMP', 5, { status: 'finished' })], 'none-recorded'],
    ['planned', [encounter('a', 'IMP', 5, { status: 'planned' })], 'none-recorded'],
    ['cancelled', [encounter('a', 'IMP', 5, { status: 'cancelled' })], 'none-recorded'],
    ['of tomorrow', [encounter('a', 'IMP', -24)], 'none-recorded'],
    ['without a period', [encounter('a', 'IMP', undefined)], 'IMP'],
    ['two: the later', [encounter('a', 'AMB', 50), encounter('b', 'IMP', 5)], 'IMP'],
    ['two at once: the smaller reference', [encounter('b', 'IMP', 5), encounter('a', 'EMER', 5)], 'EMER'],
    ['of a local code', [encounter('a', '13', 5, { class: { system: 'urn:local', code: '13' } })], 'no-value'],
  ])('%s', (_, encounters, expected) => {
    expect(said(extractOne(kind, encounters))).toBe(expected);
    expect(said(extractOne(kind, encounters.toReversed()))).toBe(expected);
  });

  test('is that of the encounter the user is in', () => {
    const encounters = [encounter('a', 'AMB', 50), encounter('b', 'IMP', 5)];
    const inA = { context: context({ encounterId: 'a' }) };
    expect(extractOne(kind, encounters, inA)).toMatchObject({ value: 'AMB', references: ['Encounter/a'] });
    expect(said(extractOne(kind, encounters, { context: context({ encounterId: 'Encounter/a' }) }))).toBe('AMB');
    expect(said(extractOne(kind, encounters, { context: context({ encounterId: 'gone' }) }))).toBe('IMP');
  });

  test('a replay needs to know when it began', () => {
    expect(said(extractOne(kind, [encounter('a', 'IMP', undefined)], { clock: 'replay' }))).toBe('none-recorded');
  });

  test('nothing found in a part of the answer is not nothing', () => {
    expect(said(extractOne(kind, [], { answered: coverage({ encounters: 'failed' }) }))).toBe('query-failed');
    expect(said(extractOne(kind, [], { answered: coverage({ encounters: 'data' }, ['encounters']) }))).toBe(
      'not-queried',
    );
  });
});
