import type { VersionOf } from '@cardwright/audit';
import type { Resource } from '@medplum/fhirtypes';

/** Which version of each resource was read, by `Type/id`. */
export function versionOf(resources: readonly Resource[]): VersionOf {
  const versions = new Map<string, string>(
    resources.flatMap(({ resourceType, id, meta }) =>
      id === undefined || meta?.versionId === undefined ? [] : [[`${resourceType}/${id}`, meta.versionId] as const],
    ),
  );
  return (reference) => versions.get(reference);
}
