import type { Feature } from '@cardwright/cds-service';
import type { Missing } from '../declaration.ts';
import { present } from '../negative.ts';

/** True when the feature is absent. When nobody can tell (the query failed or was not made) so is this one. */
export function extractMissing({ of }: Missing, lookup: (name: string) => Feature): Feature {
  const feature = lookup(of);
  if (feature.status === 'present') return present(false, feature.references);
  const isUnknown = feature.reason === 'query-failed' || feature.reason === 'not-queried';
  return isUnknown ? feature : present(true, feature.references, { derivation: `${of}: ${feature.reason}` });
}
