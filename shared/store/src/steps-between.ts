import type { ServiceStanding, ServiceStep } from './store.ts';

/** The steps that lead from the last ones of each version to what stands now: what changed, and what stands no more. */
export function stepsBetween(
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
