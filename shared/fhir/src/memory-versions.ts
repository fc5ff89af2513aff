import type { Resource } from '@medplum/fhirtypes';

/** One version of a resource on the server in memory. */
export interface MemoryVersion {
  readonly key: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly versionId: string | undefined;
  readonly lastUpdated: string | undefined;
  /** `undefined` for a deletion. */
  readonly resource: Resource | undefined;
}

/** The resources of the server in memory, and how they came to be. */
export interface MemoryVersions {
  /** Those that are not deleted. */
  readonly all: () => readonly Resource[];
  /** `undefined`: never there; a version without a resource: deleted. */
  readonly latest: (key: string) => MemoryVersion | undefined;
  /** Stores the next version. */
  readonly put: <R extends Resource>(resource: R & { readonly id: string }) => R;
  readonly remove: (key: string) => void;
  /** Oldest first. */
  readonly versions: () => readonly MemoryVersion[];
  /** Takes back what `change` did when it throws. */
  readonly atomically: <T>(change: () => Promise<T>) => Promise<T>;
}

/** Keeps copies, so that nobody outside holds what is stored. */
export function createMemoryVersions(
  resources: readonly (Resource & { readonly id: string })[],
  now: () => string,
): MemoryVersions {
  const latest = new Map<string, MemoryVersion>();
  let versions: MemoryVersion[] = [];
  const add = (version: MemoryVersion): void => {
    latest.set(version.key, version);
    versions.push(version);
  };
  for (const resource of structuredClone(resources)) {
    const { versionId, lastUpdated } = resource.meta ?? {};
    add({ key: keyOf(resource), method: 'POST', versionId, lastUpdated, resource });
  }
  const next = (key: string) => String(Number(latest.get(key)?.versionId ?? 0) + 1);
  return {
    all: () => [...latest.values()].flatMap(({ resource }) => resource ?? []),
    latest: (key) => latest.get(key),
    put: (resource) => {
      const key = keyOf(resource);
      const [versionId, lastUpdated] = [next(key), now()];
      const copy = { ...structuredClone(resource), meta: { ...resource.meta, versionId, lastUpdated } };
      add({ key, method: latest.get(key)?.resource ? 'PUT' : 'POST', versionId, lastUpdated, resource: copy });
      return structuredClone(copy);
    },
    remove: (key) => {
      if (latest.get(key)?.resource === undefined) return;
      add({ key, method: 'DELETE', versionId: next(key), lastUpdated: now(), resource: undefined });
    },
    versions: () => versions,
    atomically: async (change) => {
      const before = [new Map(latest), [...versions]] as const;
      try {
        return await change();
      } catch (error) {
        latest.clear();
        for (const [key, version] of before[0]) latest.set(key, version);
        versions = [...before[1]];
        throw error;
      }
    },
  };
}

const keyOf = ({ resourceType, id }: Resource & { readonly id: string }): string => `${resourceType}/${id}`;
