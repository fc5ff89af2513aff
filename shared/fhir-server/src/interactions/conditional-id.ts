import { OperationOutcomeError, badRequest, preconditionFailed } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { Resources } from '../repository/resources.ts';
import type { QueryPair } from '../search/compile-search.ts';
import { findMatch } from './find-match.ts';

/**
 * The id that a conditional update writes to: that of the match, else that of the body, else nothing (the server gives a
 * new one). Error: 412 for several matches or when the id of the body belongs to a resource that does not match, 400
 * when the body names another id than the match. Source: https://hl7.org/fhir/R4/http.html#cond-update.
 */
export function conditionalId(
  resources: Resources,
  resource: Resource,
  search: readonly QueryPair[],
): string | undefined {
  const { resourceType, id } = resource;
  const match = findMatch(resources, resourceType, search);
  if (match === undefined && id !== undefined && resources.has(resourceType, id))
    throw new OperationOutcomeError(preconditionFailed);
  if (match !== undefined && id !== undefined && id !== match)
    throw new OperationOutcomeError(badRequest('The id of the body is not that of the resource that was found.'));
  return match ?? id;
}
