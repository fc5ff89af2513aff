import { expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newKey } from './own-key.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { sampleEvaluation } from './sample-evaluation.ts';
import { exportedTables } from './store.ts';
import type { Store } from './store.ts';

const canary = 'Canarywell-1962';
const newFile = () => join(mkdtempSync(join(tmpdir(), 'cardwright-store-')), 'store.db');
const timing = { nowMs: 1, debounceMs: 1, maxWaitMs: 1 };

/** Everything that can be said of a patient, in every table. */
async function writeEverything(store: Store, n = 1, patient = canary) {
  const evaluation = sampleEvaluation(`e${n}`, { patient, reasons: [canary] });
  const card = { uuid: `c${n}`, evaluation: `e${n}`, service: 's', patient, hookInstance: canary, issuedAt: 't' };
  await store.recordEvaluation(evaluation, [card]);
  const item = { service: 's', card: `c${n}`, outcome: 'accepted', receivedAt: 't', body: { note: canary } };
  await store.recordFeedback([item, { ...item, card: canary }]);
  await store.retainRequest(`e${n}`, { name: canary }, 1e12, 1);
  const attributes = { path: `/Patient/${canary}` };
  for (const key of [`${canary}-${n}`, `${canary}-${n}-other`])
    await store.acceptEvent({ source: 'ward', key, receivedAtMs: 1, body: Buffer.from(canary), attributes });
  const wakes = [{ source: 'ward', patient, services: ['s'] }];
  const sightings = [
    { source: 'ward', resource: `Patient/${canary}-${n}`, patient, versionId: canary, lastUpdatedMs: 1 },
  ];
  const [taken] = await store.takeEvents(1, 1);
  await store.settleEvent(taken?.id ?? -1, { wakes, sightings, timing });
  await store.writeState({ collection: 'published', source: 'ward', key: `${canary}-${n}` }, { of: canary }, undefined);
}

const filesOf = (file: string) => readdirSync(join(file, '..')).map((name) => join(file, '..', name));

test('no text about a patient is in the database file or its log, and nothing is missing when it is read', async () => {
  const file = newFile();
  const store = openSqliteStore({ file });
  await writeEverything(store);
  const readable = () => filesOf(file).filter((path) => readFileSync(path).includes(canary));
  expect(readable()).toEqual([]);
  await store.close();
  expect(readable()).toEqual([]);
  const again = openSqliteStore({ file });
  expect(await again.listEvaluations({ patient: canary, limit: 5 })).toHaveLength(1);
  expect(await again.readLastFeedback('s', canary)).toMatchObject({ evaluation: 'e1' });
  expect(await again.readFeedback(canary)).toHaveLength(1);
  expect(await again.takeWork(5, 9)).toMatchObject([{ patient: canary }]);
  expect(await again.readSightings('ward', [`Patient/${canary}-1`])).toMatchObject([{ patient: canary }]);
  expect(await again.readRetainedRequest('e1', 2)).toEqual({ name: canary });
  await again.close();
});

test('with a new key everything is sealed anew in steps; then the old key opens nothing and is not needed', async () => {
  const file = newFile();
  const [old, next] = [newKey('old'), newKey('new')];
  const before = openSqliteStore({ file, keys: [old] });
  for (let n = 1; n <= 10; n += 1) await writeEverything(before, n, `${canary}-${n % 3}`);
  await before.close();
  const during = openSqliteStore({ file, keys: [next, old] });
  await writeEverything(during, 11);
  const steps: number[] = [];
  for (let done = await during.reseal(7); done > 0; done = await during.reseal(7)) steps.push(done);
  expect(Math.max(...steps)).toBe(7);
  // Per round: an evaluation, a card, two items of feedback (one the same each time), a request, two events, a sighting, a state; 3 patients.
  expect(steps.reduce((sum, done) => sum + done, 0)).toBe(10 * 8 + 1 + 3);
  await during.close();
  const database = new DatabaseSync(file, { readOnly: true });
  for (const table of [...exportedTables, 'store_keys'])
    for (const { sealed } of database.prepare(`SELECT sealed FROM ${table}`).all())
      expect(Buffer.from(sealed instanceof Uint8Array ? sealed : []).toString('latin1', 2, 5)).toBe('new');
  database.close();
  const after = openSqliteStore({ file, keys: [next] });
  expect(await after.listEvaluations({ limit: 50 })).toHaveLength(11);
  expect(await after.takeEvents(50, 1e9)).toHaveLength(11);
  for (const table of exportedTables) expect(await after.exportRecords({ table, after: 0, limit: 50 })).not.toEqual([]);
  await after.close();
  expect(() => openSqliteStore({ file, keys: [old] })).toThrow(expect.objectContaining({ code: 'store-key' }));
});

test('a record that was moved to another row is found out', async () => {
  const file = newFile();
  const store = openSqliteStore({ file });
  for (const id of ['e1', 'e2']) await store.recordEvaluation(sampleEvaluation(id), []);
  const database = new DatabaseSync(file);
  database.exec("UPDATE evaluations SET sealed = (SELECT sealed FROM evaluations WHERE id = 'e1') WHERE id = 'e2'");
  database.close();
  await expect(store.readEvaluation('e2')).rejects.toMatchObject({ code: 'store-failed' });
  expect(await store.readEvaluation('e1')).toBeDefined();
  await store.close();
});
