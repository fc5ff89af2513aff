import type { PostgresConnection, Run, Statement } from './postgres-connection.ts';
import { readSightingRow } from './sealed-rows.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { Sighting, Store } from './store.ts';

// Sorted, so that two processes that saw the same never wait for each other in a circle.
const upsert: Statement = {
  name: 'record_sightings',
  text: `INSERT INTO sightings (source, resource_index, patient_index, last_updated_ms, is_gone, sealed)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::integer[], $6::bytea[]) ORDER BY 2
    ON CONFLICT (resource_index) DO UPDATE SET patient_index = excluded.patient_index,
      last_updated_ms = excluded.last_updated_ms, is_gone = excluded.is_gone, sealed = excluded.sealed
    WHERE excluded.last_updated_ms >= sightings.last_updated_ms`,
};
const read: Statement = {
  name: 'read_sightings',
  text: 'SELECT * FROM sightings WHERE resource_index = ANY($1::text[])',
};

/** Which version of a resource was last seen. */
export function postgresSightings(
  durable: PostgresConnection,
  records: SealedRecords,
): Pick<Store, 'readSightings' | 'recordSightings'> {
  return {
    recordSightings: (sightings) => recordSightingsIn(durable.run, records, sightings),
    async readSightings(source, resources) {
      const rows = await durable.run(read, [resources.map((resource) => records.resourceIndex(source, resource))]);
      return rows.map((row) => readSightingRow(records, row));
    },
  };
}

/** Remembers what was seen in a transaction of somebody else's. */
export async function recordSightingsIn(
  run: Run,
  records: SealedRecords,
  sightings: readonly Sighting[],
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
