import { created } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { Resources, WriteCondition } from '../repository/resources.ts';
import type { QueryPair } from '../search/compile-search.ts';
import { checkType } from './check-type.ts';
import { conditionalId } from './conditional-id.ts';
import { updateResource } from './update-resource.ts';
import type { Written } from './written.ts';

/** Conditional PUT: the one match is updated, none creates. Error: see conditionalId. */
export function updateMatch(
  resources: Resources,
  resourceType: string,
  resource: Resource,
  search: readonly QueryPair[],
  condition: WriteCondition,
): Written {
  checkType(resource, resourceType);
  const id = conditionalId(resources, resource, search);
  if (id === undefined) return [created, resources.create(resource)];
  return updateResource(resources, { resourceType, id }, { ...resource, id }, condition);
}
