import type { WithId } from '@medplum/core';
import type { BundleEntry, Resource } from '@medplum/fhirtypes';

/** An entry of a response Bundle: the resource with where it is, its version and its time. */
export function responseEntry(status: string, resource: WithId<Resource>): BundleEntry {
  const { resourceType, id, meta } = resource;
  const version = meta?.versionId;
  return {
    fullUrl: `${resourceType}/${id}`,
    resource,
    response: {
      status,
      location: version === undefined ? `${resourceType}/${id}` : `${resourceType}/${id}/_history/${version}`,
      ...(version !== undefined && { etag: `W/"${version}"` }),
      ...(meta?.lastUpdated !== undefined && { lastModified: meta.lastUpdated }),
    },
  };
}
