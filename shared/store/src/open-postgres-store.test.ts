import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { Client } from 'pg';
import type { KeyRing } from './key-ring.ts';
import { openPostgresStore } from './open-postgres-store.ts';
import { sampleEvaluation } from './sample-evaluation.ts';
import { storeContract } from './store-contract.ts';
import type { Store } from './store.ts';
import { findPostgres, startPostgres } from './testing/index.ts';
import type { PostgresServer } from './testing/index.ts';

const folder = findPostgres();
const failed = expect.objectContaining({ code: 'store-failed' });
const keys: KeyRing = [{ id: 'test', secret: new Uint8Array(32).fill(7) }];
const event = { source: 'ward', key: 'k1', receivedAtMs: 1, body: new Uint8Array([1]) };
const timing = { nowMs: 1000, debounceMs: 0, maxWaitMs: 0 };

let server: PostgresServer;
let schemas = 0;
const newSchema = () => `store_${(schemas += 1)}`;
const open = (schema: string, url = server.url): Promise<Store> => openPostgresStore({ url, keys, schema });

async function sql(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

/** Something in every table; `secret` wherever a patient, a card or a body may be. */
async function writeEverywhere(store: Store, secret: string): Promise<void> {
  const card = { uuid: 'c1', evaluation: 'e1', service: 's', patient: secret, hookInstance: secret, issuedAt: 't' };
  await store.recordEvaluation(sampleEvaluation('e1', { patient: secret }), [card]);
  await store.recordFeedback([{ service: 's', card: 'c1', outcome: 'accepted', receivedAt: 't', body: { secret } }]);
  await store.acceptEvent({ ...event, key: secret, body: Buffer.from(secret), attributes: { path: secret } });
  await store.wakePatients([{ source: 'ward', patient: secret, services: ['s'] }], timing);
  await store.recordSightings([{ source: 'ward', resource: secret, patient: secret, lastUpdatedMs: 1 }], 1);
  await store.writeState({ collection: 'published', source: 'ward', key: secret }, { secret }, undefined);
  await store.claimToken('i', secret, 1e12, 1);
  await store.recordStandings([{ service: 's', version: 'v', status: 'active' }], 't');
  await store.retainRequest('e1', { secret }, 1e13, 1);
}

/** Skipped, visibly, where PostgreSQL is not installed. */
const suite = folder === undefined ? describe.skip : describe;

suite('PostgreSQL', () => {
  beforeAll(async () => {
    server = await startPostgres(folder ?? '');
  }, 60_000);
  afterAll(() => server.stop());

  storeContract(
    'postgres',
    async () => open(newSchema()),
    async () => {
      const schema = newSchema();
      return Promise.all([open(schema), open(schema)]);
    },
  );
  describe('durability', durability);
  describe('several stores on one database', severalStores);
  describe('a database that cannot be used', refusals);
  describe('a server that goes away', absences);
});

function durability(): void {
  test('what was written is there after closing and opening again, queued writes included', async () => {
    const schema = newSchema();
    const first = await open(schema);
    const queued = [first.recordEvaluation(sampleEvaluation('e1'), []), first.acceptEvent(event)];
    await first.close();
    await Promise.all(queued);
    const second = await open(schema);
    expect(await second.readEvaluation('e1')).toStrictEqual(sampleEvaluation('e1'));
    expect(await second.acceptEvent(event)).toBe('duplicate');
    await second.close();
  });

  test('a process that is killed loses nothing that it was told is written', async () => {
    const schema = newSchema();
    const script = `
      const { openPostgresStore } = await import(${JSON.stringify(new URL('./open-postgres-store.ts', import.meta.url).href)});
      const keys = [{ id: 'test', secret: new Uint8Array(32).fill(7) }];
      const store = await openPostgresStore({ url: ${JSON.stringify(server.url)}, keys, schema: '${schema}' });
      const evaluation = ${JSON.stringify(sampleEvaluation('x'))};
      for (let n = 0; n < 50; n++) await store.recordEvaluation({ ...evaluation, id: 'e' + n }, []);
      await store.acceptEvent({ source: 'ward', key: 'k1', receivedAtMs: 1, body: new Uint8Array([1]) });
      await store.claimToken('i', 'j', 1e12, 1);
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    const signal = await new Promise((resolve) => child.once('exit', (_code, name) => resolve(name)));
    expect(signal).toBe('SIGKILL');
    const store = await open(schema);
    expect(await store.listEvaluations({ limit: 100 })).toHaveLength(50);
    expect(await store.acceptEvent(event)).toBe('duplicate');
    expect(await store.claimToken('i', 'j', 1e12, 1)).toBe('seen');
    await store.close();
  });

  test('commits wait for the disk, but for those of evaluations and the data of calls', async () => {
    const schema = newSchema();
    const store = await open(schema);
    const tables = await sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${schema}'`);
    await sql(`CREATE TABLE ${schema}.seen (place text, setting text);
      CREATE FUNCTION ${schema}.see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO ${schema}.seen VALUES (TG_TABLE_NAME, current_setting('synchronous_commit')); RETURN NULL; END $$`);
    for (const { table_name: table } of tables)
      await sql(`CREATE TRIGGER see AFTER INSERT ON ${schema}.${String(table)} EXECUTE FUNCTION ${schema}.see()`);
    await writeEverywhere(store, 'x');
    const seen = await sql(`SELECT DISTINCT place, setting FROM ${schema}.seen`);
    expect(Object.fromEntries(seen.map(({ place, setting }) => [place, setting]))).toEqual({
      ...Object.fromEntries(['evaluations', 'cards', 'retained_requests'].map((table) => [table, 'off'])),
      ...Object.fromEntries(
        ['feedback', 'last_feedback', 'inbox', 'work', 'sightings', 'states', 'tokens', 'service_steps'].map(
          (table) => [table, 'on'],
        ),
      ),
    });
    expect(await sql('SHOW fsync')).toEqual([{ fsync: 'on' }]);
    await store.close();
  });

  test('no patient, card or body is readable in the tables', async () => {
    const schema = newSchema();
    const store = await open(schema);
    const secret = 'canary-4711';
    await writeEverywhere(store, secret);
    const tables = await sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${schema}'`);
    expect(tables.length).toBeGreaterThan(10);
    for (const { table_name: table } of tables) {
      const rows = JSON.stringify(await sql(`SELECT t::text AS row FROM ${schema}.${String(table)} t`));
      expect(rows).not.toContain(secret);
      expect(rows).not.toContain(Buffer.from(secret).toString('hex'));
    }
    await store.close();
  });
}

function severalStores(): void {
  test('start at once, write at the same time, and take no event twice', async () => {
    const schema = newSchema();
    const [a, b] = await Promise.all([open(schema), open(schema)]);
    const write = (store: Store, prefix: string) =>
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
    const keysTaken = taken.flat().map((item) => item.key);
    expect(new Set(keysTaken).size).toBe(keysTaken.length);
    expect(keysTaken).toHaveLength(200);
    await Promise.all([a.close(), b.close()]);
  });

  test('what a process of the former version sees counts as seen now', async () => {
    const schema = newSchema();
    const store = await open(schema);
    const before = Date.now();
    await sql(`INSERT INTO ${schema}.sightings (source, resource_index, patient_index, last_updated_ms, is_gone, sealed)
      VALUES ('ward', 'r', 'p', 5, 0, '\\x00')`);
    const [row] = await sql(`SELECT seen_at_ms FROM ${schema}.sightings`);
    expect(Math.abs(Number(row?.['seen_at_ms']) - before)).toBeLessThan(60_000);
    await store.close();
  });

  test('the same events told to both at once, in opposite order, are each accepted once', async () => {
    const schema = newSchema();
    const [a, b] = await Promise.all([open(schema), open(schema)]);
    const names = Array.from({ length: 200 }, (_, index) => `k${index}`);
    const accept = (store: Store, order: readonly string[]) =>
      Promise.all(order.map((key) => store.acceptEvent({ ...event, key })));
    const answers = (await Promise.all([accept(a, names), accept(b, names.toReversed())])).flat();
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(200);
    await Promise.all([a.close(), b.close()]);
  });

  test('of claims of the same token in both exactly one is new', async () => {
    const schema = newSchema();
    const [a, b] = await Promise.all([open(schema), open(schema)]);
    const claims = Array.from({ length: 200 }, (_, n) => (n % 2 ? a : b).claimToken('i', `j${n % 5}`, 1e12, 1));
    expect((await Promise.all(claims)).filter((claim) => claim === 'new')).toHaveLength(5);
    await Promise.all([a.close(), b.close()]);
  });

  test('a patient that one completes while the other wakes it is always due again', async () => {
    const schema = newSchema();
    const [a, b] = await Promise.all([open(schema), open(schema)]);
    const wake = () => a.wakePatients([{ source: 'ward', patient: 'p', services: ['s'] }], timing);
    await wake();
    for (let round = 0; round < 30; round += 1) {
      const [work] = await b.takeWork(1, 2000);
      if (work === undefined) throw new Error('it was not due');
      expect(await Promise.all([b.completeWork(work, 2000), wake()])).toEqual(['completed', undefined]);
    }
    await Promise.all([a.close(), b.close()]);
  });

  test('a new key seals what an old one sealed, while others write; then the old one may go', async () => {
    const schema = newSchema();
    const before = await open(schema);
    await writeEverywhere(before, 'x');
    const ring: KeyRing = [{ id: 'new', secret: new Uint8Array(32).fill(9) }, ...keys];
    const rotating = await openPostgresStore({ url: server.url, keys: ring, schema });
    const counts: number[] = [];
    for (let count = -1; count !== 0; counts.push(count)) count = await rotating.reseal(3);
    expect(counts).toEqual([3, 3, 2, 0]);
    await Promise.all([before.close(), rotating.close()]);
    const [newest] = ring;
    const after = await openPostgresStore({ url: server.url, keys: [newest], schema });
    expect((await after.readEvaluation('e1'))?.patient).toBe('x');
    expect(await after.takeWork(1, 2000)).toMatchObject([{ patient: 'x' }]);
    await after.close();
  });

  test('one hears that something came in through the other', async () => {
    const schema = newSchema();
    const [a, b] = await Promise.all([open(schema), open(schema)]);
    let heard = 0;
    const first = new Promise<void>((resolve) => {
      b.onArrival(() => {
        heard += 1;
        resolve();
      });
    });
    await first;
    const before = heard;
    await a.acceptEvent(event);
    for (let waited = 0; heard === before && waited < 100; waited += 1) await new Promise((r) => setTimeout(r, 20));
    expect(heard).toBeGreaterThan(before);
    await Promise.all([a.close(), b.close()]);
  });
}

function refusals(): void {
  test('written by a newer version', async () => {
    const schema = newSchema();
    await (await open(schema)).close();
    await sql(`UPDATE ${schema}.schema_version SET version = 999`);
    await expect(open(schema)).rejects.toThrow(/newer version/);
  });

  test('sealed with another key', async () => {
    const schema = newSchema();
    await (await open(schema)).close();
    const other: KeyRing = [{ id: 'other', secret: new Uint8Array(32).fill(8) }];
    const opening = openPostgresStore({ url: server.url, keys: other, schema });
    await expect(opening).rejects.toMatchObject({ code: 'store-key' });
  });

  test.each([
    ['a wrong password', () => server.url.replace(/:[0-9a-f]+@/, ':wrong-password@')],
    ['nobody listens', () => server.url.replace(/:\d+\//, ':1/')],
    ['there is no such database', () => `${server.url}_that_is_not_there`],
  ])('%s: failed, and neither address nor password is told', async (_name, url) => {
    const error: unknown = await open(newSchema(), url()).catch((thrown: unknown) => thrown);
    expect(error).toEqual(failed);
    expect(JSON.stringify([String(error), error])).not.toMatch(/127\.0\.0\.1|wrong-password|postgres:/);
  });

  test.each(['mysql://localhost/x', 'nonsense', ''])('"%s" is no URL of PostgreSQL', async (url) => {
    await expect(open(newSchema(), url)).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test('a schema that is no name', async () => {
    await expect(open('a; DROP SCHEMA public')).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test('what a row holds is in no message', async () => {
    const store = await open(newSchema());
    await store.recordEvaluation(sampleEvaluation('secret-id'), []);
    const error: unknown = await store.recordEvaluation(sampleEvaluation('secret-id'), []).catch((e: unknown) => e);
    expect(error).toEqual(failed);
    expect(JSON.stringify([String(error), error])).not.toContain('secret-id');
    await store.close();
  });

  test('names that hold U+0000 are not found, and do not fail', async () => {
    const store = await open(newSchema());
    expect(await store.readCard('c\u0000')).toBeUndefined();
    const item = { service: 's', card: 'c\u0000', outcome: 'accepted', body: { text: '\u0000' } };
    expect(await store.recordFeedback([item])).toEqual({ stored: 1, repeated: 0, unknownCards: ['c\u0000'] });
    expect(await store.readFeedback('c\u0000')).toEqual([{ ...item, isCardKnown: false }]);
    await store.close();
  });
}

function absences(): void {
  let onTestEnd = (): Promise<void> => Promise.resolve();
  afterEach(() => onTestEnd());

  test('calls fail meanwhile, what was acknowledged is there afterwards, and the store works on', async () => {
    const schema = newSchema();
    const store = await open(schema);
    // Whatever happens: a store that listens connects again and again while it is open.
    onTestEnd = () => store.close();
    store.onArrival(() => undefined);
    const accepted: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      await store.acceptEvent({ ...event, key: `k${n}` });
      accepted.push(`k${n}`);
    }
    await server.kill();
    await expect(store.acceptEvent({ ...event, key: 'lost' })).rejects.toEqual(failed);
    await expect(store.recordEvaluation(sampleEvaluation('e1'), [])).rejects.toEqual(failed);
    await server.restart();
    let again: unknown;
    for (let tries = 0; again === undefined && tries < 50; tries += 1)
      again = await store.acceptEvent({ ...event, key: 'k0' }).catch(() => undefined);
    expect(again).toBe('duplicate');
    expect((await store.takeEvents(100, 1e12)).map(({ key }) => key).filter((key) => key !== 'lost')).toEqual(accepted);
    // The server looks through every file of its data when it comes back.
  }, 60_000);
}
