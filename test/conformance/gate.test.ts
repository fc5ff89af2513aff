import { describe, expect, test } from '@jest/globals';
import { manifest } from './manifest.ts';
import type { Obligation } from './obligation.ts';
import { judgeManifest } from './support/judge-manifest.ts';
import { citationsIn, readCitations, type Citation } from './support/read-citations.ts';
import { repository } from './support/repository.ts';

test('the gate: every obligation is cited by a test, or is not ours, or is deferred with a reason', () => {
  expect(judgeManifest(manifest, readCitations(repository))).toEqual([]);
});

test('the manifest covers items 1 to 84 of the checklist', () => {
  const items = new Set(manifest.map(({ item }) => item));
  expect(Array.from({ length: 84 }, (_, index) => index + 1).filter((item) => !items.has(item))).toEqual([]);
});

test('every obligation says what and where in one sentence', () => {
  const wrong = manifest.filter(({ text, source }) => !/^\S.*\.$/.test(text) || source.trim() === '');
  expect(wrong).toEqual([]);
});

describe('the gate closes', () => {
  const obligation: Obligation = {
    id: 'a-b',
    topic: 'T',
    level: 'SHALL',
    versions: ['2.0'],
    text: 'Something.',
    source: '§',
    status: { kind: 'tested' },
  };
  const citation: Citation = { id: 'a-b', file: 'x.test.ts', name: 'x' };
  const deferred = (reason: string) => ({ kind: 'deferred', reason }) as const;

  const tables: readonly (readonly [string, readonly Obligation[], readonly Citation[], readonly string[]])[] = [
    ['not when it is cited', [obligation], [citation], []],
    ['on an uncited id', [obligation], [], ['a-b: no test cites it']],
    [
      'on an unknown id',
      [obligation],
      [citation, { ...citation, id: 'c-d' }],
      ['c-d: cited in x.test.ts and not in the manifest'],
    ],
    ['on an id that is there twice', [obligation, obligation], [citation], ['a-b: twice in the manifest']],
    ['on a SHALL that is deferred', [{ ...obligation, status: deferred('later') }], [], ['a-b: SHALL is deferred']],
    [
      'on a deferral without a reason',
      [{ ...obligation, level: 'MAY', status: deferred(' ') }],
      [],
      ['a-b: deferred without a reason'],
    ],
    [
      'on a test of what is said to be deferred',
      [{ ...obligation, level: 'MAY', status: deferred('later') }],
      [citation],
      ['a-b: a test cites it, and the manifest says deferred'],
    ],
  ];
  test.each(tables)('%s', (_name, obligations, citations, wrong) => {
    expect(judgeManifest(obligations, citations)).toEqual(wrong);
  });
});

describe('a citation is read', () => {
  const tables: readonly (readonly [string, string, readonly string[]])[] = [
    ['from a test', `test('[a-b] does', () => {})`, ['a-b does']],
    ['several from one', `test('[a-b] [c-1] does', () => {})`, ['a-b does', 'c-1 does']],
    ['from a table', `test.each([['[a-b] one', 1]])('%s', () => {})`, ['a-b one']],
    ['from a template', 'test(`[a-b] one ${x}`, () => {})', ['a-b one']],
    ['not from a comment', `// '[a-b] one'`, []],
    ['not from a skipped test', `test.skip('[a-b] one', () => {})`, []],
    ['not from what is still to do', `test.todo('[a-b] one')`, []],
  ];
  test.each(tables)('%s', (_name, source, found) => {
    expect(citationsIn('x.test.ts', source).map(({ id, name }) => `${id} ${name}`)).toEqual(found);
  });
});
