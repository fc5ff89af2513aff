import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readCases, readCasesIn } from './read-cases.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-cases-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const given = {
  name: 'x',
  asOf: '2026-03-02T09:00:00Z',
  hook: 'h',
  context: {},
  prefetch: {},
  expect: { outcome: 'failed' },
};

test('the JSON files, in order of their names', () => {
  for (const file of ['b.json', 'a.json']) writeFileSync(join(folder, file), JSON.stringify(given));
  writeFileSync(join(folder, 'README.md'), 'not a case');
  expect(readCasesIn(folder)).toEqual([
    { file: 'a.json', case: given },
    { file: 'b.json', case: given },
  ]);
});

test.each([
  ['no JSON', '{'],
  ['no case', '{"name":"x"}'],
])('a file that is %s is named', (_name, text) => {
  writeFileSync(join(folder, 'broken.json'), text);
  expect(() => readCasesIn(folder)).toThrow(
    expect.objectContaining({ code: 'bad-service', message: expect.stringMatching(/^cases\/broken\.json: .*\.$/) }),
  );
});

test('a folder without cases has none', () => {
  expect(readCases('there-is-no-such-service')).toEqual([]);
});
