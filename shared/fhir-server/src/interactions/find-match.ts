import { OperationOutcomeError, badRequest, multipleMatches } from '@medplum/core';
import type { Resources } from '../repository/resources.ts';
import type { QueryPair } from '../search/compile-search.ts';

/**
 * The id of the one resource that meets the condition of a conditional write; nothing when none does.
 * Error: 400 without a condition (or the only resource of the type would be meant), 412 when several meet it.
 */
export function findMatch(
  resources: Resources,
  resourceType: string,
  condition: readonly QueryPair[],
): string | undefined {
  if (condition.length === 0)
    throw new OperationOutcomeError(badRequest('A conditional write needs a search parameter.'));
  const { entry = [] } = resources.search(resourceType, [...condition, ['_count', '2']]);
  if (entry.length > 1) throw new OperationOutcomeError(multipleMatches);
  return entry[0]?.resource?.id;
}

/** The pairs of a query string, with or without its `?`. */
export const queryPairs = (query: string): readonly QueryPair[] => [...new URLSearchParams(query)];
