import type { PostgresConnection, Run, Statement } from './postgres-connection.ts';
import { readSightingRow } from './sealed-rows.ts';
import type { SealedRecords } from './sealed-records.ts';
import { maxPurgedRows } from './store.ts';
import type { Sighting, SightingMethods, Store } from './store.ts';

// Sorted, so that two processes that saw the same never wait for each other in a circle.
const upsert: Statement = {
  name: 'record_sightings',
  text: `INSERT INTO sightings (source, resource_index, patient_index, last_updated_ms, is_gone, sealed, seen_at_ms)
    SELECT *, $7::bigint FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::integer[], $6::bytea[]) ORDER BY 2
    ON CONFLICT (resource_index) DO UPDATE SET patient_index = excluded.patient_index,
      last_updated_ms = excluded.last_updated_ms, is_gone = excluded.is_gone, sealed = excluded.sealed,
      seen_at_ms = excluded.seen_at_ms
    WHERE excluded.last_updated_ms >= sightings.last_updated_ms`,
};
const read: Statement = {
  name: 'read_sightings',
  text: 'SELECT * FROM sightings WHERE resource_index = ANY($1::text[])',
};
const before: Statement = {
  text: `SELECT * FROM sightings WHERE seen_at_ms < $1 ORDER BY seen_at_ms LIMIT ${maxPurgedRows}`,
};
const forget: Statement = {
  text: 'DELETE FROM sightings WHERE resource_index = ANY($1::text[]) AND seen_at_ms < $2 RETURNING seq',
};

/** Which version of a resource was last seen. */
export function postgresSightings(durable: PostgresConnection, records: SealedRecords): Pick<Store, SightingMethods> {
  return {
    recordSightings: (sightings, nowMs) => recordSightingsIn(durable.run, records, sightings, nowMs),
    async readSightings(source, resources) {
      const rows = await durable.run(read, [resources.map((resource) => records.resourceIndex(source, resource))]);
      return rows.map((row) => readSightingRow(records, row));
    },
    async sightingsBefore(beforeMs) {
      return (await durable.run(before, [beforeMs])).map((row) => readSightingRow(records, row));
    },
    async forgetSightings(sightings, beforeMs) {
      const indexes = sightings.map(({ source, resource }) => records.resourceIndex(source, resource));
      return (await durable.run(forget, [indexes, beforeMs])).length;
    },
  };
}

/** Remembers what was seen in a transaction of somebody else's. */
export async function recordSightingsIn(
  run: Run,
  records: SealedRecords,
  sightings: readonly Sighting[],
  nowMs: number,
): Promise<void> {
  const seen = [...latest(records, sightings)];
  if (seen.length === 0) return;
  const column = <T>(value: (index: string, sighting: Sighting) => T) => seen.map((entry) => value(...entry));
  await run(upsert, [
    column((_, { source }) => source),
    column((index) => index),
    column((_, { patient }) => records.patientIndex(patient)),
    column((_, { lastUpdatedMs }) => lastUpdatedMs),
    column((_, { isGone = false }) => (isGone ? 1 : 0)),
    column((index, { resource, patient, versionId }) =>
      records.sighting.seal(index, { resource, patient, ...(versionId === undefined ? {} : { versionId }) }),
    ),
    nowMs,
  ]);
}

/** One statement may write a row once only: of several sightings of a resource the later one, of equals the last. */
function latest(records: SealedRecords, sightings: readonly Sighting[]): ReadonlyMap<string, Sighting> {
  const found = new Map<string, Sighting>();
  for (const sighting of sightings) {
    const index = records.resourceIndex(sighting.source, sighting.resource);
    const before = found.get(index);
    if (before === undefined || sighting.lastUpdatedMs >= before.lastUpdatedMs) found.set(index, sighting);
  }
  return found;
}
