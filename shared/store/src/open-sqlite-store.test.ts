import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { migrations } from './migrate.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { newKey } from './own-key.ts';
import { sampleEvaluation } from './sample-evaluation.ts';
import { storeContract } from './store-contract.ts';

const newFile = () => join(mkdtempSync(join(tmpdir(), 'cardwright-store-')), 'store.db');
const failed = expect.objectContaining({ code: 'store-failed' });
const canary = 'Canarywell-1962';
const event = { source: 'ward', key: 'k1', receivedAtMs: 1, body: new Uint8Array([1]) };

storeContract('sqlite in memory', async () => openSqliteStore({ file: ':memory:' }));
storeContract(
  'sqlite on disk',
  async () => openSqliteStore({ file: newFile() }),
  async () => {
    const file = newFile();
    return [openSqliteStore({ file }), openSqliteStore({ file })];
  },
);

describe('durability', () => {
  test('what was written is there after closing and opening again', async () => {
    const file = newFile();
    const first = openSqliteStore({ file });
    await first.recordEvaluation(sampleEvaluation('e1'), []);
    await first.acceptEvent(event);
    await first.close();
    const second = openSqliteStore({ file });
    expect(await second.readEvaluation('e1')).toStrictEqual(sampleEvaluation('e1'));
    expect(await second.acceptEvent(event)).toBe('duplicate');
    await second.close();
  });

  test('closing commits what is still queued', async () => {
    const file = newFile();
    const first = openSqliteStore({ file });
    const queued = first.recordEvaluation(sampleEvaluation('e1'), []);
    await first.close();
    await queued;
    const second = openSqliteStore({ file });
    expect(await second.readEvaluation('e1')).toBeDefined();
    await second.close();
  });

  test('a process that is killed loses nothing that it was told is written', async () => {
    const file = newFile();
    const script = `
      const { openSqliteStore } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
      const store = openSqliteStore({ file: ${JSON.stringify(file)} });
      const evaluation = ${JSON.stringify(sampleEvaluation('x'))};
      for (let n = 0; n < 50; n++) await store.recordEvaluation({ ...evaluation, id: 'e' + n }, []);
      await store.acceptEvent({ source: 'ward', key: 'k1', receivedAtMs: 1, body: new Uint8Array([1]) });
      await store.claimToken('i', 'j', 1e12, 1);
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(child.signal).toBe('SIGKILL');
    const store = openSqliteStore({ file });
    expect(await store.listEvaluations({ limit: 100 })).toHaveLength(50);
    expect(await store.acceptEvent(event)).toBe('duplicate');
    expect(await store.claimToken('i', 'j', 1e12, 1)).toBe('seen');
    await store.close();
  });

  test('only the owner may read the file', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await store.recordEvaluation(sampleEvaluation('e1'), []);
    for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o077).toBe(0);
    await store.close();
  });
});

describe('a file that cannot be used is store-failed', () => {
  test('not a database', () => {
    const file = newFile();
    writeFileSync(file, 'name,date of birth\n'.repeat(500));
    expect(() => openSqliteStore({ file })).toThrow(failed);
  });

  test.each([0.3, 0.6, 0.95])('truncated to %d of its length', async (part) => {
    const file = newFile();
    const store = openSqliteStore({ file });
    const ids = Array.from({ length: 200 }, (_, index) => `e${index}`);
    await Promise.all(ids.map((id) => store.recordEvaluation(sampleEvaluation(id), [])));
    await store.close();
    truncateSync(file, Math.floor(statSync(file).size * part));
    expect(() => openSqliteStore({ file })).toThrow(failed);
  });

  test('overwritten in the middle', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    const ids = Array.from({ length: 200 }, (_, index) => `e${index}`);
    await Promise.all(ids.map((id) => store.recordEvaluation(sampleEvaluation(id), [])));
    await store.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xa5, bytes.length / 2, bytes.length / 2 + 8192));
    expect(() => openSqliteStore({ file })).toThrow(/damaged/);
  });

  test('a folder, and a path that cannot be made', () => {
    const file = newFile();
    writeFileSync(file, '');
    expect(() => openSqliteStore({ file: tmpdir() })).toThrow(failed);
    expect(() => openSqliteStore({ file: join(file, 'below', 'store.db') })).toThrow(failed);
  });

  test('written by a newer version', async () => {
    const file = newFile();
    await openSqliteStore({ file }).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 999');
    database.close();
    expect(() => openSqliteStore({ file })).toThrow(/newer version/);
  });
});

describe('a record that does not open holds up no other', () => {
  const damage = (file: string, table: 'inbox' | 'work') => {
    using database = new DatabaseSync(file);
    database.exec(`UPDATE ${table} SET sealed = CAST(sealed || 'x' AS BLOB) WHERE seq = 1`);
  };
  const timing = { nowMs: 1, debounceMs: 0, maxWaitMs: 0 };

  test('a notification: it is given up', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    for (const key of ['k1', 'k2', 'k3']) await store.acceptEvent({ ...event, key });
    damage(file, 'inbox');
    expect((await store.takeEvents(10, 1)).map(({ key }) => key)).toEqual(['k2', 'k3']);
    expect(await store.listEvents({ state: 'dead', limit: 5 })).toMatchObject([{ id: 1, lastError: 'store-failed' }]);
    await store.close();
  });

  test('a patient: it is given up, and not begun anew by every look', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    for (const patient of ['p1', 'p2'])
      await store.wakePatients([{ source: 'ward', patient, services: ['s'] }], timing);
    damage(file, 'work');
    expect((await store.takeWork(10, 1)).map(({ patient }) => patient)).toEqual(['p2']);
    expect(await store.listWork({ state: 'dead', limit: 5 })).toMatchObject([{ lastError: 'store-failed' }]);
    expect(await store.takeWork(10, 1)).toEqual([]);
    await store.close();
  });
});

describe('two stores on one file', () => {
  test('write at the same time, see each other and share the inbox without taking an event twice', async () => {
    const file = newFile();
    const [a, b] = [openSqliteStore({ file }), openSqliteStore({ file })];
    const write = (store: typeof a, prefix: string) =>
      Promise.all(
        Array.from({ length: 100 }, async (_, index) => {
          await store.recordEvaluation(sampleEvaluation(`${prefix}${index}`), []);
          await store.acceptEvent({ ...event, key: `${prefix}${index}` });
        }),
      );
    await Promise.all([write(a, 'a'), write(b, 'b')]);
    expect(await b.readEvaluation('a99')).toBeDefined();
    expect(await a.listEvaluations({ limit: 500 })).toHaveLength(200);
    const taken = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? a : b).takeEvents(5, 10)));
    const keys = taken.flat().map((item) => item.key);
    expect(keys).toHaveLength(200);
    expect(new Set(keys).size).toBe(200);
    await Promise.all([a.close(), b.close()]);
  });

  test('of claims of the same token in both exactly one is new', async () => {
    const file = newFile();
    const [a, b] = [openSqliteStore({ file }), openSqliteStore({ file })];
    const claims = Array.from({ length: 50 }, (_, n) => (n % 2 ? a : b).claimToken('i', `j${n % 5}`, 1e12, 1));
    expect((await Promise.all(claims)).filter((claim) => claim === 'new')).toHaveLength(5);
    await Promise.all([a.close(), b.close()]);
  });

  test('a file of the last readable version is sealed, with all that it holds, and nothing readable stays', async () => {
    const file = newFile();
    const old = new DatabaseSync(file);
    const keys = [newKey('unused')] as const;
    for (const migration of migrations.slice(0, 4)) migration(old, keys);
    const evaluation = sampleEvaluation('e1', { patient: canary });
    const body = JSON.stringify(evaluation);
    old.prepare('INSERT INTO evaluations VALUES (7, ?, ?, ?, ?)').run('e1', evaluation.service, canary, body);
    old.prepare("INSERT INTO cards VALUES ('c1', 'e1', ?, ?, 'h1', 't1')").run(evaluation.service, canary);
    old.prepare("INSERT INTO feedback VALUES (1, 'x', 's', 'c1', 1, 'accepted', NULL, ?)").run(`"${canary}"`);
    old.prepare("INSERT INTO last_feedback VALUES ('s', ?, 'e1', 'accepted', 't2')").run(canary);
    old
      .prepare("INSERT INTO retained_requests VALUES ('e1', 5000, ?)")
      .run(gzipSync(JSON.stringify({ name: canary }), { level: 0 }));
    old
      .prepare(
        "INSERT INTO inbox (id, source, key, received_at_ms, body, attributes, due_at_ms) VALUES (3, 'ward', ?, 1, ?, ?, 1)",
      )
      .run(canary, Buffer.from(canary), `{"path":"${canary}"}`);
    old.exec("INSERT INTO tokens VALUES ('i', 'j', 1000000000000); PRAGMA user_version = 4");
    old.close();
    expect(readFileSync(file).includes(canary)).toBe(true);

    const store = openSqliteStore({ file });
    expect(await store.listEvaluations({ patient: canary, limit: 5 })).toStrictEqual([evaluation]);
    expect(await store.readCard('c1')).toEqual({
      uuid: 'c1',
      evaluation: 'e1',
      service: evaluation.service,
      patient: canary,
      hookInstance: 'h1',
      issuedAt: 't1',
    });
    expect(await store.readFeedback('c1')).toEqual([
      { service: 's', card: 'c1', outcome: 'accepted', body: canary, isCardKnown: true },
    ]);
    expect(await store.readLastFeedback('s', canary)).toEqual({ evaluation: 'e1', outcome: 'accepted', at: 't2' });
    expect(await store.readRetainedRequest('e1', 1)).toEqual({ name: canary });
    expect(await store.takeEvents(5, 10)).toMatchObject([{ id: 3, key: canary, attributes: { path: canary } }]);
    expect(await store.acceptEvent({ ...event, key: canary })).toBe('duplicate');
    expect(await store.claimToken('i', 'j', 1e12, 1)).toBe('seen');
    for (const path of [file, `${file}-wal`]) expect(readFileSync(path).includes(canary)).toBe(false);
    await store.close();
  });

  test('a lock that lasts longer than the timeout fails, and the store works afterwards', async () => {
    const file = newFile();
    const store = openSqliteStore({ file, busyTimeoutMs: 20 });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const writes = ['e1', 'e2'].map((id) => store.recordEvaluation(sampleEvaluation(id), []));
    expect(await Promise.allSettled(writes)).toEqual([
      { status: 'rejected', reason: failed },
      { status: 'rejected', reason: failed },
    ]);
    other.exec('ROLLBACK');
    other.close();
    await store.recordEvaluation(sampleEvaluation('e3'), []);
    expect(await store.readEvaluation('e3')).toBeDefined();
    await store.close();
  });
});
