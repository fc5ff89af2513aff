import type { DatabaseSync } from 'node:sqlite';
import type { SealedRecords } from './sealed-records.ts';
import { readSightingRow } from './sealed-rows.ts';
import type { SqliteStore } from './sqlite-store.ts';
import type { Sighting } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

/** Which version of a resource was last seen. */
export function sqliteSightings(
  database: DatabaseSync,
  writer: TurnWriter,
  records: SealedRecords,
): Pick<SqliteStore, 'readSightings' | 'recordSightings'> & {
  readonly note: (sightings: readonly Sighting[]) => void;
} {
  const upsert = database.prepare(
    `INSERT INTO sightings (source, resource_index, patient_index, last_updated_ms, is_gone, sealed) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (resource_index) DO UPDATE SET patient_index = excluded.patient_index,
       last_updated_ms = excluded.last_updated_ms, is_gone = excluded.is_gone, sealed = excluded.sealed
     WHERE excluded.last_updated_ms >= last_updated_ms`,
  );
  const read = database.prepare('SELECT * FROM sightings WHERE resource_index = ?');
  const noteOne = ({ source, resource, patient, versionId, lastUpdatedMs, isGone = false }: Sighting) => {
    const index = records.resourceIndex(source, resource);
    const secret = { resource, patient, ...(versionId === undefined ? {} : { versionId }) };
    const plain = [source, index, records.patientIndex(patient), lastUpdatedMs, isGone ? 1 : 0] as const;
    upsert.run(...plain, records.sighting.seal(index, secret));
  };
  const note = (sightings: readonly Sighting[]) => sightings.forEach(noteOne);
  return {
    note,
    recordSightings: (sightings) => writer.write(() => note(sightings)),
    async readSightings(source, resources) {
      return resources.flatMap((resource) => {
        const row = read.get(records.resourceIndex(source, resource));
        return row === undefined ? [] : [readSightingRow(records, row)];
      });
    },
  };
}
