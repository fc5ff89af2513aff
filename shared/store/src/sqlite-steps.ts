import type { DatabaseSync } from 'node:sqlite';
import { text, type Row } from './row.ts';
import type { ServiceStanding, ServiceStep, Store } from './store.ts';
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

function stepsBetween(
  last: readonly ServiceStep[],
  standings: readonly ServiceStanding[],
  at: string,
): readonly ServiceStep[] {
  const before = new Map(last.map((step) => [keyOf(step), step]));
  const now = new Set(standings.map(keyOf));
  const changed = standings.filter((standing) => !isSame(standing, before.get(keyOf(standing))));
  const gone = last.filter((step) => !now.has(keyOf(step)) && (step.status === 'active' || step.status === 'silent'));
  return [
    ...gone.map(({ service, version, label }) => ({
      service,
      version,
      ...(label === undefined ? {} : { label }),
      status: 'retired',
      at,
    })),
    ...changed.map((standing) => ({ ...standing, at })),
  ];
}

const keyOf = ({ service, version }: ServiceStanding): string => `${service}\0${version}`;

const isSame = (standing: ServiceStanding, before: ServiceStanding | undefined): boolean =>
  (['label', 'status', 'approvedBy', 'approvedOn'] as const).every((member) => standing[member] === before?.[member]);

function readStep(row: Row): ServiceStep {
  const optional = (name: 'label' | 'approvedBy' | 'approvedOn', column: string) =>
    row[column] === null ? {} : { [name]: text(row, column) };
  return {
    service: text(row, 'service'),
    version: text(row, 'version'),
    ...optional('label', 'label'),
    status: text(row, 'status'),
    ...optional('approvedBy', 'approved_by'),
    ...optional('approvedOn', 'approved_on'),
    at: text(row, 'at'),
  };
}
