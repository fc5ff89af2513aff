import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { CompiledSearch, SearchFilter } from '../search/compile-search.ts';
import type { OwnBases } from '../search/reference-keys.ts';
import { TypeIndex, type FoundPage } from './type-index.ts';

/** What is left of a deleted resource. */
export interface Tombstone {
  readonly resourceType: string;
  readonly id: string;
  readonly versionId: string;
  readonly lastUpdated: string;
}

/** One change of the store; replaying all of them in order gives the store again. */
export type StoreRecord = { readonly put: WithId<Resource> } | { readonly deleted: Tombstone };

/** Current resources by type, and the tombstones of deleted ones. Synchronous; knows no protocol. */
export class ResourceStore {
  readonly #ownBases: OwnBases;
  readonly #types = new Map<string, TypeIndex>();
  readonly #tombstones = new Map<string, Tombstone>();

  constructor(ownBases: OwnBases) {
    this.#ownBases = ownBases;
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

  matches(resourceType: string, id: string, filters: readonly SearchFilter[]): boolean {
    return this.#types.get(resourceType)?.matches(id, filters) ?? false;
  }

  apply(record: StoreRecord): void {
    if ('put' in record) {
      this.#tombstones.delete(`${record.put.resourceType}/${record.put.id}`);
      this.#typeIndex(record.put.resourceType).put(record.put);
      return;
    }
    this.#types.get(record.deleted.resourceType)?.remove(record.deleted.id);
    this.#tombstones.set(`${record.deleted.resourceType}/${record.deleted.id}`, record.deleted);
  }

  /** The fewest records that give this store again. */
  records(): readonly StoreRecord[] {
    const puts = [...this.#types.values()].flatMap((type) => type.all().map((put) => ({ put })));
    return [...puts, ...[...this.#tombstones.values()].map((deleted) => ({ deleted }))];
  }

  #typeIndex(resourceType: string): TypeIndex {
    const existing = this.#types.get(resourceType);
    if (existing) return existing;
    const made = new TypeIndex(this.#ownBases);
    this.#types.set(resourceType, made);
    return made;
  }
}
