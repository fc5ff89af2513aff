import type { PostgresConnection, Statement } from './postgres-connection.ts';
import { integer, text } from './row.ts';
import type { Row } from './row.ts';
import { eventStates, workStates } from './store.ts';
import type { Store } from './store.ts';

const count: Statement = {
  name: 'count_inbox',
  text: `SELECT 'inbox' AS place, state, count(*) AS items FROM inbox GROUP BY state
    UNION ALL SELECT 'work', state, count(*) FROM work GROUP BY state`,
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
      const [counts, [row]] = await Promise.all([durable.run(count), durable.run(oldest)]);
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
