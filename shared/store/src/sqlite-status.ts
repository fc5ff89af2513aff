import type { DatabaseSync } from 'node:sqlite';
import { integer } from './row.ts';
import { eventStates, maxCountedRows, workStates } from './store.ts';
import type { Store } from './store.ts';

/** What waits in door 2. */
export function sqliteStatus(database: DatabaseSync): Pick<Store, 'inboxStatus'> {
  const [events, work] = [database.prepare(countSql('inbox')), database.prepare(countSql('work'))];
  const oldest = database.prepare(
    `SELECT min(at_ms) AS at_ms FROM (
       SELECT min(received_at_ms) AS at_ms FROM inbox WHERE state = 'waiting'
       UNION ALL SELECT min(received_at_ms) FROM inbox WHERE state = 'taken'
       UNION ALL SELECT min(woken_at_ms) FROM work WHERE state = 'waiting'
       UNION ALL SELECT min(woken_at_ms) FROM work WHERE state = 'taken')`,
  );
  return {
    async inboxStatus() {
      const row = oldest.get();
      return {
        events: countsOf(eventStates, events),
        work: countsOf(workStates, work),
        ...(row === undefined || row.at_ms === null ? {} : { oldestOpenMs: integer(row, 'at_ms') }),
      };
    },
  };
}

/** Counts the rows of a state, as many as are counted, by an index alone. */
export const countSql = (table: 'inbox' | 'work'): string =>
  `SELECT count(*) AS items FROM (SELECT 1 FROM ${table} WHERE state = ? LIMIT ${maxCountedRows})`;

function countsOf<S extends string>(
  states: readonly S[],
  statement: ReturnType<DatabaseSync['prepare']>,
): Readonly<Record<S, number>> {
  const entries = states.map((state) => {
    const row = statement.get(state);
    return [state, row === undefined ? 0 : integer(row, 'items')] as const;
  });
  // `Object.fromEntries` forgets the names of the keys.
  return Object.fromEntries(entries) as Record<S, number>;
}
