import { allOk, created } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { Resources } from '../repository/resources.ts';
import type { QueryPair } from '../search/compile-search.ts';
import { checkType } from './check-type.ts';
import { findMatch } from './find-match.ts';
import type { Written } from './written.ts';

/** POST. With a condition (`If-None-Exist`): what is there already is given back with 200 and nothing is written. */
export function createResource(
  resources: Resources,
  resourceType: string,
  resource: Resource,
  condition?: readonly QueryPair[],
): Written {
  checkType(resource, resourceType);
  const existing = condition && findMatch(resources, resourceType, condition);
  if (existing !== undefined) return [allOk, resources.read(resourceType, existing)];
  return [created, resources.create(resource)];
}
