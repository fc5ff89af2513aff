import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { CompiledSearch, SearchFilter } from '../search/compile-search.ts';
import type { OwnBases } from '../search/reference-keys.ts';
import type { StoreRecord, Tombstone } from './store-record.ts';
import { TypeIndex, type FoundPage } from './type-index.ts';
import { VersionLog } from './version-log.ts';

/** Current resources by type, the tombstones of deleted ones, and the versions they had. Synchronous; knows no protocol. */
export class ResourceStore {
  readonly #ownBases: OwnBases;
  readonly #types = new Map<string, TypeIndex>();
  readonly #tombstones = new Map<string, Tombstone>();
  readonly versions: VersionLog;

  constructor(ownBases: OwnBases, maxSupersededVersions: number) {
    this.#ownBases = ownBases;
    this.versions = new VersionLog(maxSupersededVersions);
  }

  get(resourceType: string, id: string): WithId<Resource> | undefined {
    return this.#types.get(resourceType)?.get(id);
  }

  tombstone(resourceType: string, id: string): Tombstone | undefined {
    return this.#tombstones.get(`${resourceType}/${id}`);
  }

  allOf(resourceType: string): readonly WithId<Resource>[] {
    return this.#types.get(resourceType)?.all() ?? [];
  }

  find(resourceType: string, search: CompiledSearch): FoundPage {
    return this.#types.get(resourceType)?.find(search) ?? { resources: [], total: 0 };
  }

  /** The resources of a type that hold one of these index keys. */
  holding(resourceType: string, keys: readonly string[]): readonly WithId<Resource>[] {
    return this.#types.get(resourceType)?.holding(keys) ?? [];
  }

  matches(resourceType: string, id: string, filters: readonly SearchFilter[]): boolean {
    return this.#types.get(resourceType)?.matches(id, filters) ?? false;
  }

  /** Takes a change into the indexes. Gives what takes it out again. */
  apply(record: StoreRecord): () => void {
    const { resourceType, id } = 'put' in record ? record.put : record.deleted;
    const before = this.get(resourceType, id);
    const tombstone = this.tombstone(resourceType, id);
    this.#set(resourceType, id, record);
    return () => {
      if (before) this.#set(resourceType, id, { put: before, method: 'PUT' });
      else if (tombstone) this.#set(resourceType, id, { deleted: tombstone });
      else this.#types.get(resourceType)?.remove(id);
    };
  }

  /** Takes changes of a journal in: all versions into the log, the last one of each resource into the indexes. */
  load(records: readonly StoreRecord[]): void {
    const last = new Map<string, StoreRecord>();
    for (const record of records) {
      const { resourceType, id } = 'put' in record ? record.put : record.deleted;
      last.delete(`${resourceType}/${id}`);
      last.set(`${resourceType}/${id}`, record);
      this.versions.add(record);
    }
    for (const record of last.values()) this.apply(record);
  }

  /** The records that give this store again, with the history that is kept. */
  records(): readonly StoreRecord[] {
    return this.versions.of({}).map(({ record }) => record);
  }

  #set(resourceType: string, id: string, record: StoreRecord): void {
    const key = `${resourceType}/${id}`;
    if ('put' in record) {
      this.#tombstones.delete(key);
      this.#typeIndex(resourceType).put(record.put);
    } else {
      this.#types.get(resourceType)?.remove(id);
      this.#tombstones.set(key, record.deleted);
    }
  }

  #typeIndex(resourceType: string): TypeIndex {
    const existing = this.#types.get(resourceType);
    if (existing) return existing;
    const made = new TypeIndex(this.#ownBases);
    this.#types.set(resourceType, made);
    return made;
  }
}
