import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { modelProblems } from './model-problems.ts';

test('docs/models.md says of every code what the table says, and no more', () => {
  const page = readFileSync(new URL('../../../../docs/models.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)`\s*\| (\w+)\s*\| (.*?)\s*\|$/gm)];
  const documented = Object.fromEntries(
    rows.map(([, code = '', consequence, meaning]) => [code, { consequence, meaning }]),
  );
  expect(documented).toEqual(modelProblems);
});
