import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const pathOf = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const page = readFileSync(pathOf('docs/security.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('](../'))
  .map((line) => line.split(' | '));

test('every threat has something that stops it and a test that proves it', () => {
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((cells) => cells.length !== 3)).toEqual([]);
});

test('docs/security.md names files that exist, and tests that are in their file', () => {
  const files = [...page.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file = '']) => file);
  expect(files.filter((file) => !existsSync(pathOf(file)))).toEqual([]);
  const cited = rows.flatMap(([, , tests = '']) => [...tests.matchAll(/\]\(\.\.\/([^)]+)\): (.+?)(?=; \[| +\|$)/g)]);
  expect(cited.length).toBeGreaterThan(40);
  const missing = cited.filter(([, file = '', name = '']) => !readFileSync(pathOf(file), 'utf8').includes(name.trim()));
  expect(missing.map(([, file, name]) => `${file}: ${name}`)).toEqual([]);
});
