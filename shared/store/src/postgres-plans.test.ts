import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { KeyRing } from './key-ring.ts';
import { openPostgresStore } from './open-postgres-store.ts';
import { dueRows, dueValues } from './postgres-due.ts';
import { pageOfStates } from './postgres-states.ts';
import { countInbox } from './postgres-status.ts';
import { maxCountedRows } from './store.ts';
import { findPostgres, startPostgres } from './testing/index.ts';
import type { PostgresServer } from './testing/index.ts';

const folder = findPostgres();
/** Skipped, visibly, where PostgreSQL is not installed. */
const suite = folder === undefined ? describe.skip : describe;

let server: PostgresServer;
let client: Client;

/** Enough for the server to prefer an index where one helps. */
const filling = `
  SET search_path = plans;
  INSERT INTO states (collection, source, state_index, revision, sealed)
    SELECT 'published', 'source ' || n % 20, 'i' || n, 1, '\\x00' FROM generate_series(1, 20000) AS n;
  INSERT INTO inbox (source, event_index, received_at_ms, body_bytes, due_at_ms, state)
    SELECT 'ward', 'e' || n, n, 0, n, CASE WHEN n % 30 = 0 THEN 'waiting' ELSE 'done' END FROM generate_series(1, 150000) AS n;
  INSERT INTO work (source, patient_index, state, services, woken_at_ms, due_at_ms, attempts, sealed)
    SELECT CASE WHEN n % 1000 = 0 THEN 'ward' ELSE 'stuck' END, 'p' || n, 'waiting', '[]', n, n, 0, '\\x00'
    FROM generate_series(1, 20000) AS n;
  ANALYZE states, inbox, work`;

async function planOf(text: string, values: readonly unknown[] = []): Promise<string> {
  const { rows } = await client.query<Record<string, string>>(`EXPLAIN (ANALYZE, COSTS OFF) ${text}`, [...values]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

suite('PostgreSQL', () => {
  beforeAll(async () => {
    server = await startPostgres(folder ?? '');
    const keys: KeyRing = [{ id: 'test', secret: new Uint8Array(32).fill(7) }];
    await (await openPostgresStore({ url: server.url, keys, schema: 'plans' })).close();
    client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(filling);
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  test('a page of states begins in the index where the last one ended', async () => {
    const plan = await planOf(pageOfStates.text, ['published', 'source 7', 10_000]);
    expect(plan).toMatch(/Index Scan using states_by_place .*rows=250/);
    expect(plan).not.toMatch(/Sort|Rows Removed/);
  });

  test.each(['inbox', 'work'] as const)(
    'what is due in %s is found source by source, and no more is read',
    async (table) => {
      const share = { most: 4, inHand: { stuck: 4 } };
      const plan = await planOf(dueRows(table), dueValues(8, 1e9, share));
      expect(plan).toContain(`using ${table}_due`);
      expect(plan).not.toMatch(/Seq Scan|rows=\d{3}|Rows Removed by Filter: \d\d/);
    },
  );

  test('of a state no more rows are counted than are told', async () => {
    const counted = (await client.query<{ place: string; state: string; items: string }>(countInbox.text)).rows;
    const items = ({ state: name, place: table }: { state: string; place: string }) =>
      Number(counted.find(({ place, state }) => place === table && state === name)?.items);
    expect(items({ place: 'inbox', state: 'done' })).toBe(maxCountedRows);
    expect(items({ place: 'inbox', state: 'waiting' })).toBe(5_000);
    expect(items({ place: 'work', state: 'waiting' })).toBe(20_000);
    expect(await planOf(countInbox.text)).toContain(`rows=${maxCountedRows} `);
  });
});
