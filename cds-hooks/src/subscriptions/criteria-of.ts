import { criteriaQueries, deriveCriteria } from '@cardwright/features';
import type { Host, Source } from '../host.ts';

/**
 * The searches whose results concern a listening service, `Type?…` or a bare type: those that the source's configuration says,
 * else what follows from the features of every version that may answer or is on trial, with what the site adds to them.
 */
export function criteriaOf({ services }: Pick<Host, 'services'>, source: Pick<Source, 'criteria'>): readonly string[] {
  if (source.criteria !== undefined) return [source.criteria];
  const versions = [...services.values()].flatMap((served) => [
    served,
    ...(served.challengers ?? []),
    ...(served.canary ? [served.canary.version] : []),
  ]);
  const listeners = versions.map(({ service: { features, manifest } }) => ({
    features,
    notifications: manifest.notifications,
  }));
  return criteriaQueries(deriveCriteria(listeners));
}
