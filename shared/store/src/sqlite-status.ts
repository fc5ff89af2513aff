import type { DatabaseSync } from 'node:sqlite';
import { integer, text } from './row.ts';
import { eventStates, workStates } from './store.ts';
import type { Store } from './store.ts';

/** What waits in door 2. */
export function sqliteStatus(database: DatabaseSync): Pick<Store, 'inboxStatus'> {
  const events = database.prepare('SELECT state, count(*) AS items FROM inbox GROUP BY state');
  const work = database.prepare('SELECT state, count(*) AS items FROM work GROUP BY state');
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

function countsOf<S extends string>(
  states: readonly S[],
  statement: ReturnType<DatabaseSync['prepare']>,
): Readonly<Record<S, number>> {
  const counts = new Map(statement.all().map((row) => [text(row, 'state'), integer(row, 'items')]));
  const entries = states.map((state) => [state, counts.get(state) ?? 0] as const);
  // `Object.fromEntries` forgets the names of the keys.
  return Object.fromEntries(entries) as Record<S, number>;
}
