import type { PostgresConnection, Run, Statement } from './postgres-connection.ts';
import { readStep } from './read-step.ts';
import { stepsBetween } from './steps-between.ts';
import type { ServiceStep, Store } from './store.ts';

const insert: Statement = {
  name: 'append_step',
  text: `INSERT INTO service_steps (service, version, label, status, approved_by, approved_on, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`,
};
const latest: Statement = {
  name: 'latest_steps',
  text: 'SELECT * FROM service_steps WHERE seq IN (SELECT max(seq) FROM service_steps GROUP BY service, version)',
};
const read: Statement = { name: 'read_steps', text: 'SELECT * FROM service_steps WHERE service = $1 ORDER BY seq' };

/** Which version of a service stood where, since when and by whom. */
export function postgresSteps(durable: PostgresConnection): Pick<Store, 'recordStandings' | 'readSteps'> {
  return {
    recordStandings: (standings, at) =>
      durable.transact(async (run) => {
        // Processes that start together would else append the same steps each.
        await run({ text: 'LOCK TABLE service_steps IN SHARE ROW EXCLUSIVE MODE' });
        const steps = stepsBetween((await run(latest)).map(readStep), standings, at);
        for (const step of steps) await append(run, step);
        return steps;
      }),
    readSteps: async (service) => (await durable.run(read, [service])).map(readStep),
  };
}

async function append(run: Run, step: ServiceStep): Promise<void> {
  const { service, version, label, status, approvedBy, approvedOn, at } = step;
  await run(insert, [service, version, label, status, approvedBy, approvedOn, at]);
}
