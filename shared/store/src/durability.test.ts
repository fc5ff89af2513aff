import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { copyFileSync, mkdtempSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openConnection } from './open-connection.ts';
import { newKey, ownKeyFile } from './own-key.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { sampleEvaluation } from './sample-evaluation.ts';
import { sqliteStore } from './sqlite-store.ts';

const newFile = () => join(mkdtempSync(join(tmpdir(), 'cardwright-store-')), 'store.db');
const event = (key: string) => ({ source: 'ward', key, receivedAtMs: 1, body: new Uint8Array(100) });

/** `| table | … | synchronous=FULL |` of docs/store.md. */
function documented(): ReadonlyMap<string, string> {
  const text = readFileSync(new URL('../../../docs/store.md', import.meta.url), 'utf8');
  const rows = text.matchAll(/^\| `(?<table>\w+)` .*`synchronous=(?<mode>\w+)`/gm);
  return new Map([...rows].map(({ groups }) => [groups?.['table'] ?? '', groups?.['mode'] ?? '']));
}

afterEach(() => {
  jest.restoreAllMocks();
});

test('each table is written by a connection that is as durable as the documentation says', async () => {
  const prepared = new Map<DatabaseSync, string[]>();
  const prepare = DatabaseSync.prototype.prepare;
  jest.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql: string) {
    prepared.set(this, [...(prepared.get(this) ?? []), sql]);
    return prepare.call(this, sql);
  });
  const keys = [newKey('k')] as const;
  const file = newFile();
  // As openSqliteStore does it, without the thread.
  openConnection({ file, busyTimeoutMs: 100, synchronous: 'FULL', keys });
  // The migration that seals old rows writes all of them there, too.
  for (const [database, all] of prepared)
    prepared.set(
      database,
      all.filter((sql) => sql.includes('store_keys')),
    );
  const store = sqliteStore({ file, busyTimeoutMs: 100, leaseMs: 1, keys, isPrepared: true });
  const inserts = [...prepared].flatMap(([database, statements]) => {
    const { synchronous } = prepare.call(database, 'PRAGMA synchronous').get() ?? {};
    const mode = synchronous === 2 ? 'FULL' : 'NORMAL';
    return statements.flatMap((sql) => {
      const table = /^INSERT (?:OR REPLACE )?INTO (\w+)/.exec(sql)?.[1];
      return table === undefined ? [] : [[table, mode] as const];
    });
  });
  await store.close();
  expect(documented().size).toBeGreaterThan(10);
  expect(new Map(inserts)).toEqual(documented());
  // None is written by two kinds of connection.
  expect(new Set(inserts.map(([table, mode]) => `${table} ${mode}`)).size).toBe(documented().size);
});

describe('a log whose tail a power cut took', () => {
  test('opens consistent wherever it ends, and holds everything that was acknowledged before the tail', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await store.recordEvaluation(sampleEvaluation('e0'), []);
    await store.acceptEvent(event('k1'));
    const [taken] = await store.takeEvents(1, 1);
    const timing = { nowMs: 1, debounceMs: 1, maxWaitMs: 1 };
    const wakes = [{ source: 'ward', patient: 'p1', services: ['s'] }];
    await store.settleEvent(taken?.id ?? -1, { wakes, sightings: [], timing });
    await store.writeState({ collection: 'sweep', source: 'ward', key: 'all' }, 1, undefined);
    // All of this was synced with `FULL` when it was acknowledged; what comes now is not.
    const syncedBytes = statSync(`${file}-wal`).size;
    for (let n = 1; n <= 5; n += 1) await store.recordEvaluation(sampleEvaluation(`e${n}`), []);
    const wholeBytes = statSync(`${file}-wal`).size;
    expect(wholeBytes).toBeGreaterThan(syncedBytes);
    const seen = new Set<number>();
    for (let part = 0; part <= 8; part += 1) {
      const bytes = Math.floor(syncedBytes + ((wholeBytes - syncedBytes) * part) / 8);
      seen.add(await openCut(file, bytes));
    }
    expect(seen.size).toBeGreaterThan(2);
    expect(Math.max(...seen)).toBe(6);
    await store.close();
  });

  /** Opens a copy whose log ends there; how many evaluations it has. */
  async function openCut(file: string, bytes: number): Promise<number> {
    const cut = newFile();
    copyFileSync(file, cut);
    copyFileSync(`${file}-wal`, `${cut}-wal`);
    copyFileSync(join(dirname(file), ownKeyFile), join(dirname(cut), ownKeyFile));
    truncateSync(`${cut}-wal`, bytes);
    const store = openSqliteStore({ file: cut });
    expect(await store.acceptEvent(event('k1'))).toBe('duplicate');
    expect((await store.inboxStatus()).events).toMatchObject({ done: 1, waiting: 0 });
    expect(await store.takeWork(5, 10)).toMatchObject([{ patient: 'p1' }]);
    expect(await store.readState({ collection: 'sweep', source: 'ward', key: 'all' })).toMatchObject({ revision: 1 });
    const ids = (await store.listEvaluations({ limit: 9 })).map(({ id }) => id);
    // Of what was not synced a beginning is there, without a gap.
    expect(ids.toReversed()).toEqual(ids.map((_id, index) => `e${index}`));
    await store.close();
    const database = new DatabaseSync(cut, { readOnly: true });
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
    return ids.length;
  }
});
