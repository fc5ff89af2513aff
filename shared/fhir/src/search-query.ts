import type { ResourceType } from '@medplum/fhirtypes';
import type { SearchParams } from './fhir-client.ts';

/**
 * Builds `Type?name=value&…` with every name and value URL-encoded, so that `&`, `|`, `,` or `+` in an id or a code
 * cannot change the query.
 */
export function searchQuery(type: ResourceType, params: SearchParams): string {
  return `${type}?${params.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
}
