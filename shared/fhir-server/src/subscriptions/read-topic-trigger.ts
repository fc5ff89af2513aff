import { OperationOutcomeError, badRequest } from '@medplum/core';
import type { Subscription } from '@medplum/fhirtypes';
import { compileSearch } from '../search/compile-search.ts';
import type { OwnBases } from '../search/reference-keys.ts';
import { backportExtensions } from './extension-urls.ts';
import { extensionValues } from './extension-values.ts';
import type { Trigger } from './served-subscription.ts';
import type { Topic } from './topic.ts';

/**
 * A topic with the filters of the subscription, AND-ed. A filter may be written as `code=…`, as `Observation.code=…` or,
 * as the examples of the IG do, `Observation?code=…`. Error: 400 for another type or an unknown parameter.
 * Source: Subscriptions R5 Backport IG, "Subscription filters".
 */
export function readTopicTrigger(subscription: Subscription, topic: Topic, ownBases: OwnBases): Trigger {
  const { resourceType, query = '', interactions } = topic;
  const written = extensionValues(subscription, '_criteria', backportExtensions.filterCriteria, 'valueString');
  const queries = [query, ...written.map((filter) => filterQuery(filter, resourceType))];
  const filters = queries.flatMap(
    (one) => compileSearch(resourceType, [...new URLSearchParams(one)], ownBases).filters,
  );
  return { resourceType, filters, interactions: new Set(interactions) };
}

function filterQuery(written: unknown, resourceType: string): string {
  const filter = typeof written === 'string' ? written : '';
  const [, type, query = ''] = /^(?:([A-Z][A-Za-z]+)[?.])?(.+)$/s.exec(filter) ?? [];
  if (query === '' || (type !== undefined && type !== resourceType)) {
    const text = 'A filter must be a search parameter of the type of the topic.';
    throw new OperationOutcomeError(badRequest(text, 'Subscription.criteria.extension'));
  }
  return query.replaceAll(`&${resourceType}.`, '&');
}
