import { exportQuery } from './export-query.ts';
import { openExportedRow } from './open-exported-row.ts';
import type { PostgresConnection, Run } from './postgres-connection.ts';
import { recordOf } from './record-of.ts';
import { bytes, integer, text } from './row.ts';
import { sealedRecords } from './sealed-records.ts';
import type { Sealer } from './seal.ts';
import { exportedTables, maxPurgedRows } from './store.ts';
import type { ExportedTable, PurgeLimits, PurgeReport, Store } from './store.ts';

/** What goes with time, what is sealed anew, and what is given out. */
export function postgresUpkeep(
  durable: PostgresConnection,
  sealer: Sealer,
): Pick<Store, 'purge' | 'reseal' | 'exportRecords'> {
  const records = sealedRecords(sealer);
  const sealAgain = resealer(durable, sealer);
  return {
    purge: (limits) => durable.transact((run) => purgeIn(run, limits)),
    reseal: async (limit) => {
      let done = 0;
      for (const table of exportedTables) done += await sealAgain(table, limit - done);
      return done;
    },
    async exportRecords(filter) {
      const query = exportQuery(filter, records);
      if (query === undefined) return [];
      const rows = await durable.run({ text: numbered(query.sql) }, query.values);
      return Promise.all(
        rows.map(async (row) => ({
          seq: integer(row, 'seq'),
          record: await openExportedRow(records, filter.table, row),
        })),
      );
    },
  };
}

/** `?` as PostgreSQL names values. */
function numbered(sql: string): string {
  let place = 0;
  return sql.replaceAll('?', () => `$${(place += 1)}`);
}

/**
 * Each call begins where the last one on the table ended, and a table is over when a look from its beginning finds nothing: the
 * server would else read past everything that is done, at every call.
 */
function resealer(durable: PostgresConnection, sealer: Sealer) {
  const ends = new Map<ExportedTable, number>();
  const prefix = sealer.newestPrefix;
  const page = (table: ExportedTable, after: number, limit: number) =>
    durable.transact(async (run) => {
      const sql = `SELECT seq, ${recordOf[table]} AS record, sealed FROM ${table}
        WHERE seq > $1 AND sealed IS NOT NULL AND substring(sealed FROM 1 FOR ${prefix.length}) <> $2
        ORDER BY seq LIMIT $3 FOR UPDATE`;
      const rows = await run({ text: sql }, [after, prefix, limit]);
      for (const row of rows) {
        const [seq, record] = [integer(row, 'seq'), text(row, 'record')];
        const sealed = sealer.seal(table, record, sealer.open(table, record, bytes(row, 'sealed')));
        await run({ text: `UPDATE ${table} SET sealed = $1 WHERE seq = $2` }, [sealed, seq]);
        ends.set(table, seq);
      }
      return rows.length;
    });
  return async (table: ExportedTable, limit: number): Promise<number> => {
    if (limit <= 0) return 0;
    const after = ends.get(table) ?? 0;
    const found = await page(table, after, limit);
    return found > 0 || after === 0 ? found : page(table, 0, limit);
  };
}

/** At most so many rows of each, in the caller's transaction. */
async function purgeIn(run: Run, limits: PurgeLimits): Promise<PurgeReport> {
  const { evaluationsBeforeMs, feedbackBeforeMs, eventBodiesBeforeMs, eventsBeforeMs, nowMs } = limits;
  const remove = async (table: string, where: string, beforeMs: number | undefined) => {
    if (beforeMs === undefined) return [];
    const chosen = `SELECT seq FROM ${table} WHERE ${where} LIMIT ${maxPurgedRows} FOR UPDATE SKIP LOCKED`;
    return run({ text: `DELETE FROM ${table} WHERE seq IN (${chosen}) RETURNING *` }, [beforeMs]);
  };
  const evaluations = await remove('evaluations', 'as_of_ms < $1', evaluationsBeforeMs);
  const ids = evaluations.map((row) => text(row, 'id'));
  for (const table of ids.length > 0 ? ['cards', 'retained_requests', 'last_feedback'] : [])
    await run({ text: `DELETE FROM ${table} WHERE evaluation = ANY($1::text[])` }, [ids]);
  if (feedbackBeforeMs !== undefined)
    await run({ text: 'DELETE FROM last_feedback WHERE at < $1' }, [new Date(feedbackBeforeMs).toISOString()]);
  return {
    evaluations: ids.length,
    feedback: (await remove('feedback', 'received_at_ms < $1', feedbackBeforeMs)).length,
    eventBodies: await removeBodies(run, eventBodiesBeforeMs),
    events: (await remove('inbox', `state = 'done' AND received_at_ms < $1`, eventsBeforeMs)).length,
    requests: (await remove('retained_requests', 'expires_at_ms <= $1', nowMs)).length,
  };
}

async function removeBodies(run: Run, beforeMs: number | undefined): Promise<number> {
  if (beforeMs === undefined) return 0;
  const rows = await run(
    {
      text: `UPDATE inbox SET sealed = NULL, body_bytes = 0 WHERE seq IN (
        SELECT seq FROM inbox WHERE state = 'done' AND sealed IS NOT NULL AND received_at_ms < $1
        LIMIT ${maxPurgedRows} FOR UPDATE SKIP LOCKED) RETURNING seq`,
    },
    [beforeMs],
  );
  return rows.length;
}
