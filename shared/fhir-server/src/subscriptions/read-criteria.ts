import { OperationOutcomeError, badRequest } from '@medplum/core';
import { isResourceType } from '../repository/resource-types.ts';
import { compileSearch } from '../search/compile-search.ts';
import type { OwnBases } from '../search/reference-keys.ts';
import type { Interaction, Trigger } from './served-subscription.ts';

/** R4's criteria, a search: `Observation?code=…`. Error: 400 for what is no search that is supported here. */
export function readCriteria(criteria: unknown, ownBases: OwnBases, interactions: ReadonlySet<Interaction>): Trigger {
  const [resourceType = '', query = ''] = typeof criteria === 'string' ? criteria.split(/\?(.*)/s, 2) : [];
  if (!isResourceType(resourceType) || resourceType === 'Subscription') {
    const text = 'The criteria must be a topic of this server, or a search for a type other than Subscription.';
    throw new OperationOutcomeError(badRequest(text, 'Subscription.criteria'));
  }
  const { filters } = compileSearch(resourceType, [...new URLSearchParams(query)], ownBases);
  return { resourceType, filters, interactions };
}
