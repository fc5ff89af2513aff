import { expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection } from './open-connection.ts';
import { newKey } from './own-key.ts';

// https://www.sqlite.org/pragma.html#pragma_synchronous: 1 is NORMAL, 2 is FULL.
test.each([
  ['NORMAL', 1],
  ['FULL', 2],
] as const)('synchronous = %s, in WAL mode, waiting for others', (synchronous, expected) => {
  const file = join(mkdtempSync(join(tmpdir(), 'cardwright-store-')), 'store.db');
  const database = openConnection({ file, busyTimeoutMs: 123, synchronous, keys: [newKey('test')] });
  expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: expected });
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 123 });
  database.close();
});
