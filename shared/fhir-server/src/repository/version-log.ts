import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { StoreRecord } from './store-record.ts';

/** A version of a resource with its place in the order of all changes of the server. */
export interface LoggedVersion {
  readonly sequence: number;
  readonly record: StoreRecord;
}

/** What part of the history is asked for: all of it, one type, one resource. */
export interface HistoryScope {
  readonly resourceType?: string;
  readonly id?: string;
}

/**
 * Every version in the order it was made. The newest version of each resource, deleted ones included, is always kept, so
 * that "what changed since" is never answered with less than it asked; of the superseded versions the oldest go first.
 */
export class VersionLog {
  readonly #maxSuperseded: number;
  readonly #all = new Map<number, LoggedVersion>();
  readonly #byResource = new Map<string, LoggedVersion[]>();
  readonly #superseded = new Map<number, LoggedVersion>();
  #nextSequence = 1;

  constructor(maxSuperseded: number) {
    this.#maxSuperseded = maxSuperseded;
  }

  add(record: StoreRecord): void {
    const version: LoggedVersion = { sequence: this.#nextSequence++, record };
    const key = keyOf(record);
    const earlier = this.#byResource.get(key);
    const newest = earlier?.at(-1);
    this.#all.set(version.sequence, version);
    if (earlier) earlier.push(version);
    else this.#byResource.set(key, [version]);
    if (newest) this.#superseded.set(newest.sequence, newest);
    if (this.#superseded.size > this.#maxSuperseded) this.#dropOldest();
  }

  /** The versions of a scope, oldest first. */
  of({ resourceType, id }: HistoryScope): readonly LoggedVersion[] {
    if (resourceType === undefined) return [...this.#all.values()];
    if (id !== undefined) return this.#byResource.get(`${resourceType}/${id}`) ?? [];
    return [...this.#all.values()].filter(({ record }) => typeOf(record) === resourceType);
  }

  /** One version, if it is kept: `deleted` for the version that a delete made. */
  version(resourceType: string, id: string, versionId: string): WithId<Resource> | 'deleted' | undefined {
    const found = this.of({ resourceType, id }).find(({ record }) => versionOf(record) === versionId)?.record;
    if (!found) return undefined;
    return 'put' in found ? found.put : 'deleted';
  }

  #dropOldest(): void {
    const [oldest] = this.#superseded.values();
    if (!oldest) return;
    this.#superseded.delete(oldest.sequence);
    this.#all.delete(oldest.sequence);
    const rest = (this.#byResource.get(keyOf(oldest.record)) ?? []).filter((version) => version !== oldest);
    this.#byResource.set(keyOf(oldest.record), rest);
  }
}

const typeOf = (record: StoreRecord): string => ('put' in record ? record.put : record.deleted).resourceType;
const keyOf = (record: StoreRecord): string =>
  `${typeOf(record)}/${('put' in record ? record.put : record.deleted).id}`;
const versionOf = (record: StoreRecord): string | undefined =>
  'put' in record ? record.put.meta?.versionId : record.deleted.versionId;
