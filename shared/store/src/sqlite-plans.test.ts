import { expect, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { migrations } from './migrate.ts';
import { openConnection } from './open-connection.ts';
import { newKey } from './own-key.ts';
import { dueSql } from './sqlite-due.ts';
import { beforeSql } from './sqlite-sightings.ts';
import { pageSql } from './sqlite-states.ts';
import { countSql } from './sqlite-status.ts';
import { maxCountedRows } from './store.ts';

/** The migration that gave sightings the time at which they were seen. */
const sightingsAreTimed = 6;

const openEmpty = () =>
  openConnection({ file: ':memory:', busyTimeoutMs: 1, synchronous: 'NORMAL', keys: [newKey('plans')] });

/** How SQLite goes about a statement: a search by an index ends with what was asked for, a scan or a sort with the table. */
function planOf(sql: string): readonly unknown[] {
  using database = openEmpty();
  const values = [...sql.matchAll(/\?/g)].map(() => 1);
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  return rows.map(({ detail }) => detail);
}

test('a page of states begins in the index where the last one ended', () => {
  expect(planOf(pageSql)).toEqual([
    'SEARCH states USING INDEX states_by_collection (collection=? AND source=? AND rowid>?)',
  ]);
});

test.each(['inbox', 'work'] as const)('what is due in %s is found source by source, without a sort', (table) => {
  const { nextSource, ofSource } = dueSql(table);
  expect(planOf(nextSource)).toEqual([expect.stringMatching(`^SEARCH ${table} USING .*INDEX ${table}_due \\(source>`)]);
  expect(planOf(ofSource)).toEqual([`SEARCH ${table} USING INDEX ${table}_due (source=? AND due_at_ms<?)`]);
});

test.each(['inbox', 'work'] as const)('the rows of a state of %s are counted by an index alone', (table) => {
  expect(planOf(countSql(table))).toContain(`SEARCH ${table} USING COVERING INDEX ${table}_by_state (state=?)`);
});

test('of a state no more rows are counted than are told', () => {
  using database = openEmpty();
  database.exec(`INSERT INTO inbox (source, event_index, received_at_ms, body_bytes, due_at_ms, state)
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${maxCountedRows + 5})
    SELECT 'ward', 'e' || n, n, 0, n, CASE WHEN n <= 2 THEN 'waiting' ELSE 'done' END FROM numbers`);
  const count = database.prepare(countSql('inbox'));
  expect(['done', 'waiting', 'dead'].map((state) => count.get(state)?.items)).toEqual([maxCountedRows, 2, 0]);
});

test('what was not seen for longest is found by its time', () => {
  expect(planOf(beforeSql)).toEqual(['SEARCH sightings USING INDEX sightings_by_time (seen_at_ms<?)']);
});

test('what a former version has seen counts as seen when the schema is brought up to date', () => {
  using database = new DatabaseSync(':memory:');
  const keys = [newKey('former')] as const;
  const former = migrations.slice(0, sightingsAreTimed);
  for (const migration of former) migration(database, keys);
  database.exec(`INSERT INTO sightings (source, resource_index, patient_index, last_updated_ms, is_gone, sealed)
    VALUES ('ward', 'r', 'p', 5, 0, x'00')`);
  const before = Math.floor(Date.now() / 1_000) * 1_000;
  for (const migration of migrations.slice(sightingsAreTimed)) migration(database, keys);
  const seenAtMs = Number(database.prepare('SELECT seen_at_ms FROM sightings').get()?.seen_at_ms);
  expect(seenAtMs).toBeGreaterThanOrEqual(before);
  expect(seenAtMs).toBeLessThanOrEqual(Date.now());
});
