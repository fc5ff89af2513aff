import { OperationOutcomeError, badRequest } from '@medplum/core';
import type { Subscription } from '@medplum/fhirtypes';
import { isResourceType } from '../repository/resource-types.ts';
import { compileSearch, type SearchFilter } from '../search/compile-search.ts';
import type { OwnBases } from '../search/reference-keys.ts';
import { backportExtensions } from './extension-urls.ts';
import { extensionValues } from './extension-values.ts';
import type { Interaction, Trigger } from './served-subscription.ts';
import type { Topic } from './topic.ts';

/** R4's criteria, a search: `Observation?code=…`. Error: 400 for what is no search that is supported here. */
export function readCriteria(criteria: unknown, ownBases: OwnBases, interactions: ReadonlySet<Interaction>): Trigger {
  const [resourceType = '', query = ''] = typeof criteria === 'string' ? criteria.split(/\?(.*)/s, 2) : [];
  if (!isResourceType(resourceType) || resourceType === 'Subscription') {
    throw refused('The criteria must be a topic of this server, or a search for a type other than Subscription.');
  }
  return { resourceType, filters: filtersOf(resourceType, query, ownBases), interactions };
}

/**
 * A topic with the filters of the subscription, AND-ed. A filter may be written as `code=…`, as `Observation.code=…` or,
 * as the examples of the IG do, `Observation?code=…`. Error: 400 for another type or an unknown parameter.
 */
export function readTopicTrigger(subscription: Subscription, topic: Topic, ownBases: OwnBases): Trigger {
  const { resourceType, query = '', interactions } = topic;
  const written = extensionValues(subscription, '_criteria', backportExtensions.filterCriteria, 'valueString');
  const queries = [query, ...written.map((filter) => filterQuery(filter, resourceType))];
  const filters = queries.flatMap((one) => filtersOf(resourceType, one, ownBases));
  return { resourceType, filters, interactions: new Set(interactions) };
}

function filterQuery(written: unknown, resourceType: string): string {
  const filter = typeof written === 'string' ? written : '';
  const [, type, query = ''] = /^(?:([A-Z][A-Za-z]+)[?.])?(.+)$/s.exec(filter) ?? [];
  if (query === '' || (type !== undefined && type !== resourceType))
    throw refused('A filter must be a search parameter of the type of the topic.');
  return query.replaceAll(`&${resourceType}.`, '&');
}

const filtersOf = (resourceType: string, query: string, ownBases: OwnBases): readonly SearchFilter[] =>
  compileSearch(resourceType, [...new URLSearchParams(query)], ownBases).filters;

const refused = (text: string): OperationOutcomeError =>
  new OperationOutcomeError(badRequest(text, 'Subscription.criteria'));
