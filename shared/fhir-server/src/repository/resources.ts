import {
  OperationOutcomeError,
  applyPatch,
  badRequest,
  deepClone,
  gone,
  notFound,
  preconditionFailed,
  type Operation,
  type WithId,
} from '@medplum/core';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { Journal } from '../journal/open-journal.ts';
import { buildSearchset } from '../search/build-searchset.ts';
import { compileSearch, type QueryPair, type SearchFilter } from '../search/compile-search.ts';
import { findIncluded } from '../search/find-included.ts';
import type { OwnBases } from '../search/reference-keys.ts';
import { checkResource } from './check-resource.ts';
import { deepFreeze } from './deep-freeze.ts';
import { indexEntry } from './index-entry.ts';
import type { RepositoryObserver } from './repository-observer.ts';
import { isResourceType } from './resource-types.ts';
import { ResourceStore } from './resource-store.ts';
import type { StoreLine, StoreRecord, Tombstone, WriteMethod } from './store-record.ts';
import { matchesAll } from './type-index.ts';
import type { HistoryScope, LoggedVersion } from './version-log.ts';

/** Superseded versions that are kept for `_history` and vread when the options do not say; the newest of each always is. */
export const defaultMaxSupersededVersions = 20_000;

/** Clock, ids and storage of a repository. */
export interface RepositoryOptions {
  readonly now: () => Date;
  readonly newId: () => string;
  /** Absolute bases under which this server's resources are referred to; local to it like relative references. */
  readonly ownBases?: OwnBases;
  /** Where changes are kept; its records are replayed first. Without it the state is in memory only. */
  readonly journal?: Journal<StoreLine>;
  readonly maxSupersededVersions?: number;
}

/** A write that only happens on this version. */
export interface WriteCondition {
  readonly ifMatch?: string | undefined;
}

interface Staged {
  readonly records: StoreRecord[];
  readonly undo: (() => void)[];
  readonly tell: (() => void)[];
}

/**
 * The resources of the server, synchronously: what reads, writes and transactions are made of. Resources are frozen: what
 * is handed out is what is held. Errors are OperationOutcomeErrors (404, 410, 412, 400).
 */
export class Resources {
  readonly #options: RepositoryOptions;
  readonly #store: ResourceStore;
  readonly #observers: RepositoryObserver[] = [];
  readonly ownBases: OwnBases;
  #staged: Staged | undefined;

  constructor(options: RepositoryOptions) {
    this.#options = options;
    this.ownBases = options.ownBases ?? (() => []);
    this.#store = new ResourceStore(this.ownBases, options.maxSupersededVersions ?? defaultMaxSupersededVersions);
    const lines = options.journal?.records ?? [];
    this.#store.load(lines.flatMap((line) => ('transaction' in line ? line.transaction : [line])).map(deepFreeze));
    options.journal?.compact(this.#store.records());
  }

  observe(observer: RepositoryObserver): void {
    this.#observers.push(observer);
  }

  newId(): string {
    return this.#options.newId();
  }

  /** Stores under a new id, or under one that was given out before. The id in the resource is ignored, as R4 asks. */
  create<T extends Resource>(resource: T, id: string = this.newId()): WithId<T> {
    checkResource(resource);
    return this.#write(resource, id, 'POST');
  }

  /** Creates when the id is unknown or was deleted (R4 "update as create"). */
  update<T extends Resource>(resource: T, condition: WriteCondition = {}): WithId<T> {
    checkResource(resource);
    if (resource.id === undefined) throw new OperationOutcomeError(badRequest('The resource has no id.'));
    this.#checkVersion(resource.resourceType, resource.id, condition);
    return this.#write(resource, resource.id, 'PUT');
  }

  /** Deleting what is not there succeeds, as R4 asks. */
  remove(resourceType: string, id: string, condition: WriteCondition = {}): void {
    this.#checkVersion(resourceType, id, condition);
    const current = this.#store.get(resourceType, id);
    if (!current) return;
    const lastUpdated = this.#options.now().toISOString();
    const deleted: Tombstone = { resourceType, id, versionId: nextVersion(current.meta?.versionId), lastUpdated };
    this.#commit({ deleted });
    this.#tell((observer) => observer.deleted(current, deleted));
  }

  /** JSON Patch. */
  patch(resourceType: string, id: string, patch: Operation[], condition: WriteCondition = {}): WithId<Resource> {
    const patched = deepClone(this.read(resourceType, id));
    applyPatch(patched, patch);
    if (patched.id !== id || patched.resourceType !== resourceType)
      throw new OperationOutcomeError(badRequest('A patch may not change type or id.'));
    return this.update(patched, condition);
  }

  read(resourceType: string, id: string): WithId<Resource> {
    const resource = this.#store.get(resourceType, id);
    if (resource) return resource;
    throw new OperationOutcomeError(this.#store.tombstone(resourceType, id) ? gone : notFound);
  }

  /** One version. Error: 410 for the version that a delete made, 404 for one that never was or is no longer kept. */
  readVersion(resourceType: string, id: string, versionId: string): WithId<Resource> {
    const found = this.#store.versions.version(resourceType, id, versionId);
    if (found === 'deleted') throw new OperationOutcomeError(gone);
    if (!found) throw new OperationOutcomeError(notFound);
    return found;
  }

  /** Kept versions, oldest first. */
  history(scope: HistoryScope): readonly LoggedVersion[] {
    return this.#store.versions.of(scope);
  }

  /** A searchset of one page, its links and fullUrls relative to the base. Error: 400 for what is not supported, 404 for an unknown type. */
  search<T extends Resource>(resourceType: string, pairs: readonly QueryPair[]): Bundle<WithId<T>> {
    if (!isResourceType(resourceType)) throw new OperationOutcomeError(notFound);
    const search = compileSearch(resourceType, pairs, this.ownBases);
    const { resources, total } = this.#store.find(resourceType, search);
    return buildSearchset({
      resourceType,
      pairs,
      search,
      total,
      resources: resources.map((resource) => named<T>(resource)),
      included: findIncluded(resources, search.includes, this.#store, this.ownBases).map((one) => named<T>(one)),
    });
  }

  /** True when the stored resource meets compiled filters. */
  matches(resourceType: string, id: string, filters: readonly SearchFilter[]): boolean {
    return this.#store.matches(resourceType, id, filters);
  }

  /** True when a resource that need not be stored meets compiled filters. */
  resourceMatches(resource: WithId<Resource>, filters: readonly SearchFilter[]): boolean {
    return matchesAll(indexEntry(resource, 0, this.ownBases), filters);
  }

  allOf(resourceType: string): readonly WithId<Resource>[] {
    return this.#store.allOf(resourceType);
  }

  has(resourceType: string, id: string): boolean {
    return this.#store.get(resourceType, id) !== undefined;
  }

  /**
   * All writes of the callback happen, or none: they are one line of the journal, and nobody is told before. The callback
   * is synchronous, so that nobody reads half of it. Error: what the callback throws, with nothing changed.
   */
  atomically<T>(work: () => T): T {
    const staged: Staged = { records: [], undo: [], tell: [] };
    this.#staged = staged;
    let result: T;
    try {
      result = work();
      if (staged.records.length > 0) this.#options.journal?.append({ transaction: staged.records });
    } catch (error) {
      staged.undo.toReversed().forEach((undo) => undo());
      throw error;
    } finally {
      this.#staged = undefined;
    }
    staged.records.forEach((record) => this.#store.versions.add(record));
    staged.tell.forEach((tell) => tell());
    return result;
  }

  /** Gives a resource that the running transaction wrote another content, under the same version. */
  rewriteStaged(resource: WithId<Resource>): WithId<Resource> {
    const { records = [], undo } = this.#staged ?? {};
    const index = records.findIndex(
      (record) => 'put' in record && record.put.id === resource.id && record.put.resourceType === resource.resourceType,
    );
    const written = records[index];
    if (!written || !('put' in written)) throw new OperationOutcomeError(notFound);
    const put = deepFreeze(deepClone(resource));
    records[index] = { ...written, put };
    undo?.push(this.#store.apply(records[index]));
    return put;
  }

  /** Writes resources with the ids they have and tells nobody: for data that was there "before". */
  seed(resources: Iterable<Resource>): void {
    for (const resource of resources) {
      checkResource(resource);
      this.#commit({ put: this.#stamp(resource, resource.id ?? this.newId()), method: 'PUT' });
    }
  }

  #write<T extends Resource>(resource: T, id: string, method: WriteMethod): WithId<T> {
    const interaction = this.has(resource.resourceType, id) ? 'update' : 'create';
    const admitted = this.#observers.reduce((one, observer) => observer.admit(one, id), resource);
    const stamped = this.#stamp(admitted, id);
    this.#commit({ put: stamped, method });
    // Told with what is stored then: a transaction may still resolve references.
    this.#tell((observer) => observer.written(this.#store.get(stamped.resourceType, id) ?? stamped, interaction));
    return stamped;
  }

  #tell(word: (observer: RepositoryObserver) => void): void {
    const tell = () => this.#observers.forEach(word);
    if (this.#staged) this.#staged.tell.push(tell);
    else tell();
  }

  #stamp<T extends Resource>(resource: T, id: string): WithId<T> {
    const { resourceType } = resource;
    const last =
      this.#store.get(resourceType, id)?.meta?.versionId ?? this.#store.tombstone(resourceType, id)?.versionId;
    const meta = { ...resource.meta, versionId: nextVersion(last), lastUpdated: this.#options.now().toISOString() };
    return deepFreeze(deepClone({ ...resource, id, meta }));
  }

  /** The journal first: what could not be kept did not happen. */
  #commit(record: StoreRecord): void {
    if (this.#staged) {
      this.#staged.records.push(record);
      this.#staged.undo.push(this.#store.apply(record));
      return;
    }
    this.#options.journal?.append(record);
    this.#store.apply(record);
    this.#store.versions.add(record);
  }

  #checkVersion(resourceType: string, id: string, { ifMatch }: WriteCondition): void {
    if (ifMatch !== undefined && this.#store.get(resourceType, id)?.meta?.versionId !== ifMatch) {
      throw new OperationOutcomeError(preconditionFailed);
    }
  }
}

const nextVersion = (versionId: string | undefined): string => String(Number(versionId ?? '0') + 1);

/** The caller names the type of what it searches; the store cannot know it. */
const named = <T extends Resource>(resource: WithId<Resource>): WithId<T> => resource as WithId<T>;
