import type { DatabaseSync } from 'node:sqlite';
import { exportQuery } from './export-query.ts';
import { openExportedRow } from './open-exported-row.ts';
import { integer } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { Store } from './store.ts';

/** Reads everything, opened, page by page. */
export function sqliteExport(database: DatabaseSync, records: SealedRecords): Pick<Store, 'exportRecords'> {
  return {
    async exportRecords(filter) {
      const query = exportQuery(filter, records);
      if (query === undefined) return [];
      const rows = database.prepare(query.sql).all(...query.values);
      return Promise.all(
        rows.map(async (row) => ({
          seq: integer(row, 'seq'),
          record: await openExportedRow(records, filter.table, row),
        })),
      );
    },
  };
}
