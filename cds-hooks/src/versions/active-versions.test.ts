import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  activeVersionsFile,
  readActiveVersions,
  rollBackActiveVersion,
  writeActiveVersion,
} from './active-versions.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-active-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (label: string) => ({ label, version: `hash-${label}`, since: '2026-03-02T09:00:00Z' });

test('what answers, and what answered before; again the same changes nothing', () => {
  expect(readActiveVersions(folder)).toEqual({});
  for (const label of ['a', 'b', 'b', 'c']) writeActiveVersion(folder, 'x', at(label));
  writeActiveVersion(folder, 'y', at('z'));
  expect(readActiveVersions(folder)).toEqual({
    x: { ...at('c'), before: [at('b'), at('a')] },
    y: { ...at('z'), before: [] },
  });
});

test('going back twice goes back two', () => {
  for (const label of ['a', 'b', 'c']) writeActiveVersion(folder, 'x', at(label));
  rollBackActiveVersion(folder, 'x', at('b'));
  expect(readActiveVersions(folder)['x']).toEqual({ ...at('b'), before: [at('a')] });
  rollBackActiveVersion(folder, 'x', at('a'));
  expect(readActiveVersions(folder)['x']).toEqual({ ...at('a'), before: [] });
});

test('a crash while writing leaves the old pointer: what was being written is another file', () => {
  writeActiveVersion(folder, 'x', at('a'));
  writeFileSync(`${activeVersionsFile(folder)}.12345`, '{"active":{"x":{"la');
  expect(readActiveVersions(folder)['x']?.label).toBe('a');
  writeActiveVersion(folder, 'x', at('b'));
  expect(readActiveVersions(folder)['x']?.label).toBe('b');
  expect(readdirSync(folder).filter((name) => name.endsWith(`.${process.pid}`))).toEqual([]);
});

test.each([
  '',
  '[]',
  '{}',
  '{"active":{"x":{"label":"a"}}}',
  '{"active":{"x":{"label":1,"version":"v","since":"s","before":[]}}}',
])('a file that holds %p is an error that names it', (text) => {
  writeFileSync(activeVersionsFile(folder), text);
  expect(() => readActiveVersions(folder)).toThrow(activeVersionsFile(folder));
});
