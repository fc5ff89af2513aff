import type { DatabaseSync } from 'node:sqlite';
import { readStep } from './read-step.ts';
import { stepsBetween } from './steps-between.ts';
import type { ServiceStep, Store } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

/** The part of the store that remembers which version of a service stood where, since when and by whom. */
export function sqliteSteps(database: DatabaseSync, writer: TurnWriter): Pick<Store, 'recordStandings' | 'readSteps'> {
  const latest = database.prepare(
    'SELECT * FROM service_steps WHERE seq IN (SELECT max(seq) FROM service_steps GROUP BY service, version)',
  );
  const insert = database.prepare(
    'INSERT INTO service_steps (service, version, label, status, approved_by, approved_on, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const read = database.prepare('SELECT * FROM service_steps WHERE service = ? ORDER BY seq');
  const append = (step: ServiceStep): ServiceStep => {
    const { service, version, label = null, status, approvedBy = null, approvedOn = null, at } = step;
    insert.run(service, version, label, status, approvedBy, approvedOn, at);
    return step;
  };
  return {
    recordStandings: (standings, at) =>
      writer.write(() => stepsBetween(latest.all().map(readStep), standings, at).map(append)),
    async readSteps(service) {
      return read.all(service).map(readStep);
    },
  };
}
