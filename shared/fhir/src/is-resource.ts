import type { Resource } from '@medplum/fhirtypes';
import { isObject } from './is-object.ts';

/**
 * True for an object that names its resource type: as much as a door may assume. Whether its elements are what the type
 * says is judged when a PatientRecord admits it.
 */
export function isResource(value: unknown): value is Resource {
  return isObject(value) && typeof value.resourceType === 'string';
}
