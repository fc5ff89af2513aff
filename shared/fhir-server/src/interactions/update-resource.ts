import { OperationOutcomeError, allOk, badRequest, created } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { Resources, WriteCondition } from '../repository/resources.ts';
import { checkType } from './check-type.ts';
import type { Written } from './written.ts';

/** What a PUT names. */
export interface Target {
  readonly resourceType: string;
  readonly id: string;
}

/** PUT of an id: 201 when it was not there. */
export function updateResource(
  resources: Resources,
  { resourceType, id }: Target,
  resource: Resource,
  condition: WriteCondition,
): Written {
  checkType(resource, resourceType);
  if (resource.id !== id) throw new OperationOutcomeError(badRequest('The id of the body is not that of the URL.'));
  const existed = resources.has(resourceType, id);
  return [existed ? allOk : created, resources.update(resource, condition)];
}
