import { expect, test } from '@jest/globals';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { backupSqlite, restoreSqlite } from './backup-sqlite.ts';
import { newKey, ownKeyFile } from './own-key.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { sampleEvaluation } from './sample-evaluation.ts';

const newFile = () => join(mkdtempSync(join(tmpdir(), 'cardwright-store-')), 'store.db');
const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'bad-argument', message: expect.stringMatching(message) });
const write = async (file: string, ...ids: string[]) => {
  const store = openSqliteStore({ file });
  for (const id of ids) await store.recordEvaluation(sampleEvaluation(id), []);
  await store.close();
};
const read = async (file: string) => {
  const store = openSqliteStore({ file });
  const ids = (await store.listEvaluations({ limit: 1000 })).map(({ id }) => id);
  await store.close();
  return ids.toReversed();
};
const restore = (backup: string, file: string, isForced = false) =>
  restoreSqlite({ backup, file, keys: undefined, isForced });

test('a backup of a store that is being written is consistent, private and holds no key', async () => {
  const file = newFile();
  const target = newFile();
  const store = openSqliteStore({ file });
  const writes = Array.from({ length: 50 }, (_, n) => store.recordEvaluation(sampleEvaluation(`e${n}`), []));
  await writes[10];
  backupSqlite(file, target);
  await Promise.all(writes);
  await store.close();
  expect(statSync(target).mode & 0o777).toBe(0o600);
  expect(existsSync(join(dirname(target), ownKeyFile))).toBe(false);
  expect(() => openSqliteStore({ file: target })).toThrow(expect.objectContaining({ code: 'store-key' }));
  copyFileSync(join(dirname(file), ownKeyFile), join(dirname(target), ownKeyFile));
  const ids = await read(target);
  expect(ids.length).toBeGreaterThan(10);
  expect(ids).toEqual(ids.map((_id, n) => `e${n}`));
  expect(() => backupSqlite(file, target)).toThrow(refused(/already/));
});

test('restore refuses a store that holds something, and keeps it aside where it is told to go on', async () => {
  const file = newFile();
  const backup = newFile();
  await write(file, 'e1');
  backupSqlite(file, backup);
  await write(file, 'e2');
  expect(() => restore(backup, file)).toThrow(refused(/--force/));
  expect(await read(file)).toEqual(['e1', 'e2']);
  const former = restore(backup, file, true);
  expect(await read(file)).toEqual(['e1']);
  expect(await read(former ?? '')).toEqual(['e1', 'e2']);
  expect(() => restore(backup, file, true)).toThrow(refused(/earlier restore/));
  expect(await read(file)).toEqual(['e1']);
});

test('restore into an empty folder, once the key is there', async () => {
  const file = newFile();
  const backup = newFile();
  await write(file, 'e1');
  backupSqlite(file, backup);
  const other = newFile();
  const keys = [newKey('wrong')] as const;
  expect(() => restoreSqlite({ backup, file: other, keys, isForced: false })).toThrow(
    expect.objectContaining({ code: 'store-key' }),
  );
  expect(() => restore(backup, other)).toThrow(expect.objectContaining({ code: 'store-key' }));
  expect(existsSync(other)).toBe(false);
  expect(existsSync(join(dirname(other), ownKeyFile))).toBe(false);
  copyFileSync(join(dirname(file), ownKeyFile), join(dirname(other), ownKeyFile));
  expect(restore(backup, other)).toBeUndefined();
  expect(await read(other)).toEqual(['e1']);
});

test('restore refuses a store that is in use, and what is no backup', async () => {
  const file = newFile();
  const backup = newFile();
  await write(file, 'e1');
  backupSqlite(file, backup);
  const store = openSqliteStore({ file });
  await store.readEvaluation('e1');
  expect(() => restore(backup, file, true)).toThrow(refused(/in use/));
  await store.recordEvaluation(sampleEvaluation('e2'), []);
  await store.close();
  expect(await read(file)).toEqual(['e1', 'e2']);
  const damaged = newFile();
  writeFileSync(damaged, readFileSync(backup).fill(7, 5000, 9000));
  const none = newFile();
  writeFileSync(none, 'no database');
  for (const bad of [damaged, none])
    expect(() => restore(bad, file, true)).toThrow(expect.objectContaining({ code: 'store-failed' }));
  expect(() => restore(newFile(), file, true)).toThrow(refused(/no backup/));
  expect(await read(file)).toEqual(['e1', 'e2']);
});
