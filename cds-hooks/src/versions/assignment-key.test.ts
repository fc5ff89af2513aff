import { expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@cardwright/store';
import { readAssignmentKey } from './assignment-key.ts';

test('made once, the same for every process on the store and after a restart, and sealed', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'cardwright-assignment-'));
  const file = join(directory, 'store.sqlite');
  const [one, other] = [openSqliteStore({ file }), openSqliteStore({ file })];
  const [key, same] = await Promise.all([readAssignmentKey(one), readAssignmentKey(other)]);
  expect(key).toHaveLength(32);
  expect(same).toEqual(key);
  await Promise.all([one.close(), other.close()]);
  const later = openSqliteStore({ file });
  expect(await readAssignmentKey(later)).toEqual(key);
  await later.close();
  const bytes = readFileSync(file);
  expect(bytes.includes(Buffer.from(key))).toBe(false);
  expect(bytes.includes(Buffer.from(key).toString('hex'))).toBe(false);
  rmSync(directory, { recursive: true });
});

test('what is no key is an error', async () => {
  const store = openSqliteStore({ file: ':memory:' });
  await store.writeState({ collection: 'host', source: '', key: 'assignment-key' }, 'short', undefined);
  await expect(readAssignmentKey(store)).rejects.toMatchObject({ code: 'store-failed' });
  await store.close();
});
