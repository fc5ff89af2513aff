import type { DatabaseSync } from 'node:sqlite';
import { statesAtOnce } from './list-all-states.ts';
import { integer } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { readStateRow } from './sealed-rows.ts';
import type { SqliteStore } from './sqlite-store.ts';
import type { TurnWriter } from './turn-writer.ts';

/** A page of a collection. */
export const pageSql = `SELECT * FROM states WHERE collection = ? AND source = ? AND seq > ? ORDER BY seq LIMIT ${statesAtOnce}`;

/** Small state, written where its revision is the expected one. */
export function sqliteStates(
  database: DatabaseSync,
  writer: TurnWriter,
  records: SealedRecords,
): Pick<SqliteStore, 'readState' | 'writeState' | 'pageOfStates' | 'deleteState'> {
  const read = database.prepare('SELECT * FROM states WHERE state_index = ?');
  const list = database.prepare(pageSql);
  const insert = database.prepare(
    `INSERT INTO states (collection, source, state_index, revision, sealed) VALUES (?, ?, ?, 1, ?)
     ON CONFLICT (state_index) DO NOTHING`,
  );
  const update = database.prepare(
    'UPDATE states SET revision = revision + 1, sealed = ? WHERE state_index = ? AND revision = ?',
  );
  const remove = database.prepare('DELETE FROM states WHERE state_index = ?');
  return {
    async readState(place) {
      const row = read.get(records.stateIndex(place));
      if (row === undefined) return undefined;
      const { body, revision } = readStateRow(records, row);
      return { body, revision };
    },
    async writeState(place, body, expectedRevision) {
      const index = records.stateIndex(place);
      const sealed = records.state.seal(index, { key: place.key, body });
      const write = () =>
        expectedRevision === undefined
          ? insert.run(place.collection, place.source, index, sealed)
          : update.run(sealed, index, expectedRevision);
      return Number((await writer.write(write)).changes) === 1;
    },
    async pageOfStates(collection, source, after) {
      return list
        .all(collection, source, after)
        .map((row) => ({ collection, source, seq: integer(row, 'seq'), ...readStateRow(records, row) }));
    },
    async deleteState(place) {
      await writer.write(() => void remove.run(records.stateIndex(place)));
    },
  };
}
