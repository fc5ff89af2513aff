import { OperationOutcomeError, badRequest } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { checkResource } from '../repository/check-resource.ts';

/** Error: 400 when this is no resource, or not of that type. */
export function checkType(resource: Resource, resourceType: string): void {
  checkResource(resource);
  if (resource.resourceType !== resourceType)
    throw new OperationOutcomeError(badRequest('The resourceType of the body is not that of the URL.'));
}
