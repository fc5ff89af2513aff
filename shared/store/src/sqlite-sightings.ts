import type { DatabaseSync } from 'node:sqlite';
import type { SealedRecords } from './sealed-records.ts';
import { readSightingRow } from './sealed-rows.ts';
import type { SqliteStore } from './sqlite-store.ts';
import { maxPurgedRows } from './store.ts';
import type { Sighting, SightingMethods } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

/** What was not seen for longest. */
export const beforeSql = `SELECT * FROM sightings WHERE seen_at_ms < ? ORDER BY seen_at_ms LIMIT ${maxPurgedRows}`;

/** Which version of a resource was last seen. */
export function sqliteSightings(
  database: DatabaseSync,
  writer: TurnWriter,
  records: SealedRecords,
): Pick<SqliteStore, SightingMethods> & {
  readonly note: (sightings: readonly Sighting[], nowMs: number) => void;
} {
  const upsert = database.prepare(
    `INSERT INTO sightings (source, resource_index, patient_index, last_updated_ms, is_gone, seen_at_ms, sealed)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (resource_index) DO UPDATE SET patient_index = excluded.patient_index,
       last_updated_ms = excluded.last_updated_ms, is_gone = excluded.is_gone, seen_at_ms = excluded.seen_at_ms,
       sealed = excluded.sealed
     WHERE excluded.last_updated_ms >= last_updated_ms`,
  );
  const read = database.prepare('SELECT * FROM sightings WHERE resource_index = ?');
  const before = database.prepare(beforeSql);
  const forget = database.prepare('DELETE FROM sightings WHERE resource_index = ? AND seen_at_ms < ?');
  const noteOne = (
    { source, resource, patient, versionId, lastUpdatedMs, isGone = false }: Sighting,
    nowMs: number,
  ) => {
    const index = records.resourceIndex(source, resource);
    const secret = { resource, patient, ...(versionId === undefined ? {} : { versionId }) };
    const plain = [source, index, records.patientIndex(patient), lastUpdatedMs, isGone ? 1 : 0, nowMs] as const;
    upsert.run(...plain, records.sighting.seal(index, secret));
  };
  const note = (sightings: readonly Sighting[], nowMs: number) => sightings.forEach((one) => noteOne(one, nowMs));
  return {
    note,
    recordSightings: (sightings, nowMs) => writer.write(() => note(sightings, nowMs)),
    async readSightings(source, resources) {
      return resources.flatMap((resource) => {
        const row = read.get(records.resourceIndex(source, resource));
        return row === undefined ? [] : [readSightingRow(records, row)];
      });
    },
    async sightingsBefore(beforeMs) {
      return before.all(beforeMs).map((row) => readSightingRow(records, row));
    },
    forgetSightings: (sightings, beforeMs) =>
      writer.write(() => {
        const indexes = sightings.map(({ source, resource }) => records.resourceIndex(source, resource));
        return indexes.reduce((sum, index) => sum + Number(forget.run(index, beforeMs).changes), 0);
      }),
  };
}
