import type { Procedure } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import type { ProcedureCount, ProcedurePresent } from '../declaration.ts';
import { coverage, extractOne, hoursAgo, said } from '../fixtures/chart.ts';
import { snomed } from '../fixtures/codes.ts';

const codes = {
  id: 'dialysis',
  title: 'Dialysis',
  source: 'test',
  codes: [snomed('1', 'One'), snomed('2', 'Two')],
  names: ['dialysis'],
};
const ever: ProcedurePresent = { kind: 'procedure', codes, when: 'ever', negative: 'asked' };
const done = (id: string, code: string, hours: number | undefined, rest: Partial<Procedure> = {}): Procedure => ({
  resourceType: 'Procedure',
  id,
  status: 'completed',
  subject: { reference: 'Patient/p1' },
  code: { coding: [{ system: 'http://snomed.info/sct', code }] },
  ...(hours !== undefined && { performedDateTime: hoursAgo(hours) }),
  meta: { lastUpdated: hoursAgo(hours ?? 0) },
  ...rest,
});
const period = (from: number, to?: number) => ({
  performedDateTime: undefined as never,
  performedPeriod: { start: hoursAgo(from), ...(to !== undefined && { end: hoursAgo(to) }) },
});
const within: ProcedurePresent = { ...ever, when: 'in-window', window: { days: 7 } };
const active: ProcedurePresent = { ...ever, when: 'active' };

describe('a procedure', () => {
  test('carries its time and reference', () => {
    expect(extractOne(ever, [done('a', '1', 50), done('b', '2', 20)])).toEqual({
      status: 'present',
      value: true,
      unit: '{boolean}',
      effective: hoursAgo(20),
      references: ['Procedure/b'],
    });
  });

  test.each<[string, ProcedurePresent, readonly Procedure[], unknown]>([
    ['none', ever, [], false],
    ['another one', ever, [done('a', '9', 1)], false],
    [
      'the right code of another system',
      ever,
      [done('a', '1', 1, { code: { coding: [{ system: 'urn:x', code: '1' }] } })],
      'unreadable',
    ],
    ['planned', ever, [done('a', '1', 1, { status: 'preparation' })], false],
    ['not done', ever, [done('a', '1', 1, { status: 'not-done' })], false],
    [
      'not done, where only a recorded no counts',
      { ...ever, negative: 'explicit' },
      [done('a', '1', 1, { status: 'not-done' })],
      false,
    ],
    ['none, where only a recorded no counts', { ...ever, negative: 'explicit' }, [], 'none-recorded'],
    ['entered in error', ever, [done('a', '1', 1, { status: 'entered-in-error' })], false],
    ['of unknown status', ever, [done('a', '1', 1, { status: 'unknown' })], false],
    ['of tomorrow', ever, [done('a', '1', -24)], false],
    ['undated', ever, [done('a', '1', undefined)], true],
    ['in the window', within, [done('a', '1', 7 * 24)], true],
    ['before the window', within, [done('a', '1', 7 * 24 + 1)], false],
    ['undated, with a window', within, [done('a', '1', undefined)], 'no-value'],
    ['under way', active, [done('a', '1', undefined, { status: 'in-progress', ...period(2) })], true],
    ['under way, with an end ahead', active, [done('a', '1', undefined, period(2, -2))], true],
    ['over', active, [done('a', '1', undefined, period(4, 2))], false],
    ['completed, without an end', active, [done('a', '1', undefined, period(4))], false],
    [
      'under way at an earlier moment',
      { ...active, at: { hours: 3 } },
      [done('a', '1', undefined, period(4, 2))],
      true,
    ],
    ['begun after that moment', { ...active, at: { hours: 5 } }, [done('a', '1', undefined, period(4, 2))], false],
    ['only named like it', ever, [done('a', '9', 1, { code: { text: 'Peritoneal dialysis' } })], 'unreadable'],
    ['without code or words', ever, [done('a', '9', 1, { code: {} })], 'unreadable'],
  ])('%s', (_, declaration, procedures, expected) => {
    expect(said(extractOne(declaration, procedures))).toBe(expected);
    expect(said(extractOne(declaration, procedures.toReversed()))).toBe(expected);
  });

  test('a no needs an answered, whole query', () => {
    expect(said(extractOne(ever, [], { answered: coverage({ procedures: 'failed' }) }))).toBe('query-failed');
    expect(said(extractOne(ever, [], { answered: coverage({ procedures: 'omitted' }) }))).toBe('not-queried');
    expect(said(extractOne(ever, [], { answered: coverage({}, ['procedures']) }))).toBe('not-queried');
  });

  test('a replay wants both clocks', () => {
    const replay = { clock: 'replay' as const };
    expect(said(extractOne(ever, [done('a', '1', 2)], replay))).toBe(true);
    expect(said(extractOne(ever, [done('a', '1', 2, { meta: { lastUpdated: hoursAgo(-1) } })], replay))).toBe(false);
    expect(said(extractOne(ever, [done('a', '1', 2, { meta: {} })], replay))).toBe('no-value');
    expect(said(extractOne(ever, [done('a', '1', undefined, { meta: { lastUpdated: hoursAgo(2) } })], replay))).toBe(
      'no-value',
    );
  });
});

describe('the number of procedures', () => {
  const count: ProcedureCount = { kind: 'procedure-count', codes, when: 'ever' };
  test.each<[string, readonly Procedure[], unknown]>([
    ['none', [], 0],
    ['two of one code', [done('a', '1', 5), done('b', '1', 4)], 1],
    ['two codes', [done('a', '1', 5), done('b', '2', 4), done('c', '9', 3)], 2],
    [
      'one with both codes',
      [done('a', '1', 5, { code: { coding: ['2', '1'].map((c) => ({ ...snomed(c, '') })) } })],
      1,
    ],
    ['one that cannot be read', [done('a', '1', 5), done('b', '9', 4, { code: {} })], 'unreadable'],
  ])('%s', (_, procedures, expected) => {
    expect(said(extractOne(count, procedures))).toBe(expected);
    expect(extractOne(count, procedures)).toEqual(extractOne(count, procedures.toReversed()));
  });

  test('needs the whole answer', () => {
    const cut = { answered: coverage({}, ['procedures']) };
    expect(said(extractOne(count, [done('a', '1', 5)], cut))).toBe('not-queried');
  });
});
