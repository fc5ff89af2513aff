import { listAllStates, statesAtOnce } from './list-all-states.ts';
import type { PostgresConnection, Statement } from './postgres-connection.ts';
import { integer } from './row.ts';
import { readStateRow } from './sealed-rows.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { Store } from './store.ts';

const read: Statement = { name: 'read_state', text: 'SELECT * FROM states WHERE state_index = $1' };
/** A page of a collection. */
export const pageOfStates: Statement = {
  name: 'list_states',
  text: `SELECT * FROM states WHERE collection = $1 AND source = $2 AND seq > $3 ORDER BY seq LIMIT ${statesAtOnce}`,
};
const insert: Statement = {
  name: 'insert_state',
  text: `INSERT INTO states (collection, source, state_index, revision, sealed) VALUES ($1, $2, $3, 1, $4)
    ON CONFLICT (state_index) DO NOTHING RETURNING seq`,
};
const update: Statement = {
  name: 'update_state',
  text: 'UPDATE states SET revision = revision + 1, sealed = $1 WHERE state_index = $2 AND revision = $3 RETURNING seq',
};
const remove: Statement = { name: 'remove_state', text: 'DELETE FROM states WHERE state_index = $1' };

/** Small state, written where its revision is the expected one. */
export function postgresStates(
  durable: PostgresConnection,
  records: SealedRecords,
): Pick<Store, 'readState' | 'writeState' | 'listStates' | 'deleteState'> {
  return {
    async readState(place) {
      const [row] = await durable.run(read, [records.stateIndex(place)]);
      if (row === undefined) return undefined;
      const { body, revision } = readStateRow(records, row);
      return { body, revision };
    },
    async writeState(place, body, expectedRevision) {
      const index = records.stateIndex(place);
      const sealed = records.state.seal(index, { key: place.key, body });
      const rows =
        expectedRevision === undefined
          ? await durable.run(insert, [place.collection, place.source, index, sealed])
          : await durable.run(update, [sealed, index, expectedRevision]);
      return rows.length === 1;
    },
    listStates: (collection, source) =>
      listAllStates(async (after) => {
        const rows = await durable.run(pageOfStates, [collection, source, after]);
        return rows.map((row) => ({ collection, source, seq: integer(row, 'seq'), ...readStateRow(records, row) }));
      }),
    deleteState: async (place) => void (await durable.run(remove, [records.stateIndex(place)])),
  };
}
