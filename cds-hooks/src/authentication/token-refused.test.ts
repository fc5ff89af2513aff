import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { refusalReasons } from './token-refused.ts';

test('the guide explains exactly the reasons that there are', () => {
  const guide = readFileSync(new URL('../../../docs/authentication.md', import.meta.url), 'utf8');
  const section = guide.split('## When a client is refused')[1]?.split('## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\|$/gm)].map(([, reason, meaning]) => [
    reason,
    meaning,
  ]);
  expect(Object.fromEntries(rows)).toEqual(refusalReasons);
});
