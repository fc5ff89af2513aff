import type { PostgresConnection, Statement } from './postgres-connection.ts';
import { integer, text } from './row.ts';
import type { Row } from './row.ts';
import { eventStates, maxCountedRows, workStates } from './store.ts';
import type { Store } from './store.ts';

/** Counts the rows of each state, as many as are counted. */
export const countInbox: Statement = {
  name: 'count_inbox',
  text: [...eventStates.map((state) => ['inbox', state]), ...workStates.map((state) => ['work', state])]
    .map(
      ([table, state]) => `SELECT '${table}' AS place, '${state}' AS state, count(*) AS items
        FROM (SELECT 1 FROM ${table} WHERE state = '${state}' LIMIT ${maxCountedRows}) AS counted`,
    )
    .join(' UNION ALL '),
};
const oldest: Statement = {
  name: 'oldest_open',
  text: `SELECT least(
    (SELECT min(received_at_ms) FROM inbox WHERE state = 'waiting'),
    (SELECT min(received_at_ms) FROM inbox WHERE state = 'taken'),
    (SELECT min(woken_at_ms) FROM work WHERE state = 'waiting'),
    (SELECT min(woken_at_ms) FROM work WHERE state = 'taken')) AS at_ms`,
};

/** What waits in door 2. */
export function postgresStatus(durable: PostgresConnection): Pick<Store, 'inboxStatus'> {
  return {
    async inboxStatus() {
      const [counts, [row]] = await Promise.all([durable.run(countInbox), durable.run(oldest)]);
      return {
        events: countsOf(eventStates, counts, 'inbox'),
        work: countsOf(workStates, counts, 'work'),
        ...(row === undefined || row.at_ms === null ? {} : { oldestOpenMs: integer(row, 'at_ms') }),
      };
    },
  };
}

function countsOf<S extends string>(
  states: readonly S[],
  rows: readonly Row[],
  place: string,
): Readonly<Record<S, number>> {
  const own = rows.filter((row) => text(row, 'place') === place);
  const counts = new Map(own.map((row) => [text(row, 'state'), integer(row, 'items')]));
  const entries = states.map((state) => [state, counts.get(state) ?? 0] as const);
  // `Object.fromEntries` forgets the names of the keys.
  return Object.fromEntries(entries) as Record<S, number>;
}
