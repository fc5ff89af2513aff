import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatKey } from './key-ring.ts';
import { openStore, storeFile } from './open-store.ts';
import { newKey, ownKeyFile } from './own-key.ts';
import { readStoreSettings } from './read-store-settings.ts';
import { sampleEvaluation } from './sample-evaluation.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'cardwright-store-'));
const keyFailed = expect.objectContaining({ code: 'store-key' });

async function withStore<T>(
  options: Parameters<typeof openStore>[0],
  use: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
): Promise<T> {
  const store = await openStore(options);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
const write = (options: Parameters<typeof openStore>[0], id: string) =>
  withStore(options, (store) => store.recordEvaluation(sampleEvaluation(id), []));
const ids = (options: Parameters<typeof openStore>[0]) =>
  withStore(options, async (store) => (await store.listEvaluations({ limit: 9 })).map(({ id }) => id));

describe('the embedded store without a configured key', () => {
  test('makes one for its owner only, and uses it again', async () => {
    const dataDirectory = join(newFolder(), 'data');
    await write({ dataDirectory }, 'e1');
    const path = join(dataDirectory, ownKeyFile);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    expect(await ids({ dataDirectory })).toEqual(['e1']);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('a store whose key is gone is refused, no new key is made, and nothing is lost', async () => {
    const dataDirectory = newFolder();
    await write({ dataDirectory }, 'e1');
    const path = join(dataDirectory, ownKeyFile);
    const text = readFileSync(path);
    rmSync(path);
    await expect(openStore({ dataDirectory })).rejects.toEqual(keyFailed);
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, formatKey({ ...newKey('own') }));
    await expect(openStore({ dataDirectory })).rejects.toEqual(keyFailed);
    await expect(openStore({ dataDirectory, keys: [newKey('other')] })).rejects.toEqual(keyFailed);
    rmSync(path);
    await expect(openStore({ dataDirectory, keys: [newKey('other')] })).rejects.toEqual(keyFailed);
    writeFileSync(path, text);
    expect(await ids({ dataDirectory })).toEqual(['e1']);
  });

  test('two that start at the same time agree on the key', async () => {
    const dataDirectory = newFolder();
    await Promise.all(['e1', 'e2', 'e3'].map((id) => write({ dataDirectory }, id)));
    expect((await ids({ dataDirectory })).toSorted()).toEqual(['e1', 'e2', 'e3']);
  });
});

describe('configured keys', () => {
  test('take over from the own key; after rotation the own key can go', async () => {
    const dataDirectory = newFolder();
    await write({ dataDirectory }, 'e1');
    const keys = [newKey('new')] as const;
    await write({ dataDirectory, keys }, 'e2');
    expect(await ids({ dataDirectory, keys })).toEqual(['e2', 'e1']);
    expect(await withStore({ dataDirectory, keys }, (store) => store.reseal(100))).toBe(1);
    rmSync(join(dataDirectory, ownKeyFile));
    expect(await ids({ dataDirectory, keys })).toEqual(['e2', 'e1']);
    expect(existsSync(join(dataDirectory, ownKeyFile))).toBe(false);
  });

  test('are what a store of its own is made with; then none is kept beside it', async () => {
    const dataDirectory = newFolder();
    await write({ dataDirectory, keys: [newKey('a')] }, 'e1');
    expect(existsSync(join(dataDirectory, ownKeyFile))).toBe(false);
    expect(existsSync(join(dataDirectory, storeFile))).toBe(true);
  });

  test('PostgreSQL demands them', async () => {
    const asked = openStore({ dataDirectory: newFolder(), databaseUrl: 'postgres://u:secret@127.0.0.1:1/d' });
    await expect(asked).rejects.toEqual(keyFailed);
    await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });
});

describe('settings', () => {
  const key = newKey('a');
  test('nothing given, or given empty', () => {
    expect(readStoreSettings({})).toEqual({});
    const empty = { DATABASE_URL: '', CARDWRIGHT_STORE_KEYS: '', CARDWRIGHT_STORE_KEY_FILE: '' };
    expect(readStoreSettings(empty)).toEqual({});
  });

  test('a URL, and keys from the environment or from a file', () => {
    const file = join(newFolder(), 'keys');
    writeFileSync(file, `# since May\n${formatKey(key)}\n`);
    expect(readStoreSettings({ DATABASE_URL: 'postgres://d', CARDWRIGHT_STORE_KEYS: formatKey(key) })).toEqual({
      databaseUrl: 'postgres://d',
      keys: [key],
    });
    expect(readStoreSettings({ CARDWRIGHT_STORE_KEY_FILE: file })).toEqual({ keys: [key] });
  });

  test('both ways at once, and a file that is not there', () => {
    const both = { CARDWRIGHT_STORE_KEYS: formatKey(key), CARDWRIGHT_STORE_KEY_FILE: '/x' };
    expect(() => readStoreSettings(both)).toThrow(keyFailed);
    expect(() => readStoreSettings({ CARDWRIGHT_STORE_KEY_FILE: join(newFolder(), 'none') })).toThrow(keyFailed);
  });
});
