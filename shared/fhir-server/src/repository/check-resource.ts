import { OperationOutcomeError, badRequest } from '@medplum/core';
import { isRecord } from '../search/is-record.ts';
import { isResourceType } from './resource-types.ts';

const idPattern = /^[A-Za-z0-9\-.]{1,64}$/;

/** Refuses with 400 what is no storable resource: not an object, an unknown resourceType, an id that R4 does not allow. */
export function checkResource(resource: unknown): void {
  if (!isRecord(resource)) throw refused('The body is not a FHIR resource.');
  const { resourceType, id, meta } = resource;
  if (typeof resourceType !== 'string' || !isResourceType(resourceType))
    throw refused('The resourceType is not known.', 'resourceType');
  if (id !== undefined && (typeof id !== 'string' || !idPattern.test(id)))
    throw refused('The id is not allowed.', `${resourceType}.id`);
  if (meta !== undefined && !isRecord(meta))
    throw refused('The meta element is not an object.', `${resourceType}.meta`);
}

const refused = (text: string, expression?: string): OperationOutcomeError =>
  new OperationOutcomeError(badRequest(text, expression));
