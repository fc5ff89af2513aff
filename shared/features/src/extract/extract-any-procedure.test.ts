import { describe, expect, test } from '@jest/globals';
import type { Procedure } from '@medplum/fhirtypes';
import type { AnyProcedure } from '../declaration.ts';
import { coverage, extractOne, hoursAgo, said } from '../fixtures/chart.ts';

const lastDay: AnyProcedure = { kind: 'any-procedure', window: { hours: 24 }, negative: 'asked' };
const procedure = (rest: Partial<Procedure>): Procedure => ({
  resourceType: 'Procedure',
  id: 'a',
  status: 'completed',
  code: { coding: [{ system: 'urn:local', code: '1' }] },
  subject: { reference: 'Patient/p1' },
  performedDateTime: hoursAgo(3),
  ...rest,
});

describe('any procedure', () => {
  test.each<[string, AnyProcedure, Partial<Procedure> | undefined, unknown]>([
    ['whatever its code', lastDay, {}, true],
    ['none', lastDay, undefined, false],
    ['before the window', lastDay, { performedDateTime: hoursAgo(30) }, false],
    [
      'before, without a window',
      { kind: 'any-procedure', negative: 'asked' },
      { performedDateTime: hoursAgo(3000) },
      true,
    ],
    ['not done', lastDay, { status: 'not-done' }, false],
    ['entered in error', lastDay, { status: 'entered-in-error' }, false],
    ['of tomorrow', lastDay, { performedDateTime: hoursAgo(-24) }, false],
    ['without a code', lastDay, { code: { text: 'something' } }, 'unreadable'],
    ['without a code, long ago', lastDay, { code: { text: 'something' }, performedDateTime: hoursAgo(30) }, false],
  ])('%s', (_, declaration, rest, expected) => {
    const chart = rest === undefined ? [] : [procedure(rest)];
    expect(said(extractOne(declaration, chart))).toBe(expected);
  });

  test('one at no known time leaves a no open', () => {
    const { performedDateTime: _performed, ...undated } = procedure({});
    expect(said(extractOne(lastDay, [undated]))).toBe('no-value');
    expect(said(extractOne({ kind: 'any-procedure', negative: 'asked' }, [undated]))).toBe(true);
  });

  test('a no needs the answer, and the default says that it is assumed', () => {
    expect(said(extractOne(lastDay, [], { answered: coverage({}, ['procedures']) }))).toBe('not-queried');
    expect(extractOne({ ...lastDay, negative: 'default' }, [])).toMatchObject({ value: false, assumed: true });
  });

  test('the newest is named', () => {
    const both = [procedure({}), procedure({ id: 'b', performedDateTime: hoursAgo(1) })];
    expect(extractOne(lastDay, both)).toMatchObject({ references: ['Procedure/b'], effective: hoursAgo(1) });
  });
});
