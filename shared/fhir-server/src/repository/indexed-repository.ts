import {
  OperationOutcomeError,
  applyPatch,
  badRequest,
  deepClone,
  gone,
  notFound,
  preconditionFailed,
  type Operation,
  type SearchRequest,
  type WithId,
} from '@medplum/core';
import { FhirRepository, type CreateResourceOptions, type UpdateResourceOptions } from '@medplum/fhir-router';
import type { Bundle, Parameters, Reference, Resource } from '@medplum/fhirtypes';
import type { Journal } from '../journal/open-journal.ts';
import { buildSearchset } from '../search/build-searchset.ts';
import { compileSearch, type QueryPair, type SearchFilter } from '../search/compile-search.ts';
import type { OwnBases } from '../search/reference-keys.ts';
import { writeQuery } from '../search/write-query.ts';
import { checkResource } from './check-resource.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { RepositoryObserver } from './repository-observer.ts';
import { isResourceType } from './resource-types.ts';
import { ResourceStore, type StoreRecord } from './resource-store.ts';

/** Clock, ids and storage of a repository. */
export interface RepositoryOptions {
  readonly now: () => Date;
  readonly newId: () => string;
  /** Absolute bases under which this server's resources are referred to; local to it like relative references. */
  readonly ownBases?: OwnBases;
  /** Where changes are kept; its records are replayed first. Without it the state is in memory only. */
  readonly journal?: Journal;
}

/**
 * Medplum's repository over per-type indexes. Resources are frozen: what it hands out is what it holds.
 * Versions are counted, not kept: no history. Errors are OperationOutcomeErrors (404, 410, 412, 400).
 */
export class IndexedRepository extends FhirRepository {
  readonly #options: RepositoryOptions;
  readonly #ownBases: OwnBases;
  readonly #store: ResourceStore;
  #observer: RepositoryObserver | undefined;
  #lastTransaction: Promise<unknown> = Promise.resolve();

  constructor(options: RepositoryOptions) {
    super();
    this.#options = options;
    this.#ownBases = options.ownBases ?? (() => []);
    this.#store = new ResourceStore(this.#ownBases);
    for (const record of options.journal?.records ?? []) this.#store.apply(deepFreeze(record));
    options.journal?.compact(this.#store.records());
  }

  /** One observer at most. */
  observe(observer: RepositoryObserver): void {
    this.#observer = observer;
  }

  setMode(): void {
    // One store serves reads and writes.
  }

  generateId(): string {
    return this.#options.newId();
  }

  /** The id in the body is ignored, as R4 asks, unless Medplum's batch code assigned it. */
  async createResource<T extends Resource>(resource: T, options?: CreateResourceOptions): Promise<WithId<T>> {
    checkResource(resource);
    const id = options?.assignedId === true && resource.id !== undefined ? resource.id : this.generateId();
    return this.#write(resource, id);
  }

  /** Creates when the id is unknown or was deleted (R4 "update as create"). */
  async updateResource<T extends Resource>(resource: T, options?: UpdateResourceOptions): Promise<WithId<T>> {
    checkResource(resource);
    if (resource.id === undefined) throw new OperationOutcomeError(badRequest('The resource has no id.'));
    this.#checkVersion(resource.resourceType, resource.id, options?.ifMatch);
    return this.#write(resource, resource.id);
  }

  async readResource<T extends Resource>(resourceType: string, id: string): Promise<WithId<T>> {
    return named<T>(this.#read(resourceType, id));
  }

  async readReference<T extends Resource>(reference: Reference<T>): Promise<WithId<T>> {
    const [resourceType = '', id = ''] = (reference.reference ?? '').split('/');
    return this.readResource<T>(resourceType, id);
  }

  async readReferences<T extends Resource>(references: readonly Reference<T>[]): Promise<(T | Error)[]> {
    const asError = (error: unknown): Error => (error instanceof Error ? error : new OperationOutcomeError(notFound));
    return Promise.all(references.map((reference) => this.readReference(reference).catch(asError)));
  }

  async readHistory<T extends Resource>(): Promise<Bundle<WithId<T>>> {
    throw notSupported('History');
  }

  async readVersion<T extends Resource>(resourceType: string, id: string, vid: string): Promise<WithId<T>> {
    const current = this.#read(resourceType, id);
    if (current.meta?.versionId !== vid) throw notSupported('Reading an earlier version');
    return named<T>(current);
  }

  /** Deleting what is not there succeeds, as R4 asks. */
  async deleteResource(resourceType: string, id: string, options?: UpdateResourceOptions): Promise<void> {
    this.#checkVersion(resourceType, id, options?.ifMatch);
    const current = this.#store.get(resourceType, id);
    if (!current) return;
    const versionId = nextVersion(current.meta?.versionId);
    const lastUpdated = this.#options.now().toISOString();
    this.#commit({ deleted: { resourceType, id, versionId, lastUpdated } });
    this.#observer?.deleted(current, { versionId, lastUpdated });
  }

  /** JSON Patch only. */
  async patchResource<T extends Resource>(
    resourceType: T['resourceType'],
    id: string,
    patch: Operation[] | Parameters,
    options?: UpdateResourceOptions,
  ): Promise<WithId<T>> {
    if (!Array.isArray(patch)) throw notSupported('FHIRPath Patch');
    const patched = deepClone(named<T>(this.#read(resourceType, id)));
    applyPatch(patched, patch);
    if (patched.id !== id || patched.resourceType !== resourceType)
      throw new OperationOutcomeError(badRequest('A patch may not change type or id.'));
    return this.updateResource(patched, options);
  }

  async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    return this.searchByQuery<T>(request.resourceType, writeQuery(request));
  }

  /** A searchset of one page, its links and fullUrls relative to the base. Error: 400 for what is not supported, 404 for an unknown type. */
  searchByQuery<T extends Resource>(resourceType: string, pairs: readonly QueryPair[]): Bundle<WithId<T>> {
    if (!isResourceType(resourceType)) throw new OperationOutcomeError(notFound);
    const search = compileSearch(resourceType, pairs, this.#ownBases);
    const { resources, total } = this.#store.find(resourceType, search);
    return buildSearchset({
      resourceType,
      pairs,
      search,
      total,
      resources: resources.map((resource) => named<T>(resource)),
    });
  }

  /** True when a stored resource is among the matches of compiled filters. */
  matches(resourceType: string, id: string, filters: readonly SearchFilter[]): boolean {
    return this.#store.matches(resourceType, id, filters);
  }

  /** All current resources of a type. */
  allOf(resourceType: string): readonly WithId<Resource>[] {
    return this.#store.allOf(resourceType);
  }

  /** Absolute bases of this server, without trailing slashes. */
  ownBases(): readonly string[] {
    return this.#ownBases();
  }

  /** True when the resource exists now (not deleted). */
  has(resourceType: string, id: string): boolean {
    return this.#store.get(resourceType, id) !== undefined;
  }

  async searchByReference<T extends Resource>(
    request: SearchRequest<T>,
    referenceField: string,
    references: string[],
  ): Promise<Record<string, WithId<T>[]>> {
    const found = references.map((reference) => {
      const bundle = this.searchByQuery<T>(request.resourceType, [...writeQuery(request), [referenceField, reference]]);
      return [reference, (bundle.entry ?? []).flatMap(({ resource }) => resource ?? [])] as const;
    });
    return Object.fromEntries(found);
  }

  /** Conditional writes run one after the other, so that two of them never both create. There is no rollback. */
  async withTransaction<TResult>(callback: (repository: this) => Promise<TResult>): Promise<TResult> {
    const result = this.#lastTransaction.then(() => callback(this));
    this.#lastTransaction = result.catch(() => undefined);
    return result;
  }

  /** Writes resources with the ids they have and tells the observer nothing: for data that was there "before". */
  seed(resources: Iterable<Resource>): void {
    for (const resource of resources) {
      checkResource(resource);
      this.#commit({ put: this.#stamp(resource, resource.id ?? this.generateId()) });
    }
  }

  #write<T extends Resource>(resource: T, id: string): WithId<T> {
    const interaction = this.has(resource.resourceType, id) ? 'update' : 'create';
    const stamped = this.#stamp(this.#observer?.admit(resource) ?? resource, id);
    this.#commit({ put: stamped });
    this.#observer?.written(stamped, interaction);
    return stamped;
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
    this.#options.journal?.append(record);
    this.#store.apply(record);
  }

  #read(resourceType: string, id: string): WithId<Resource> {
    const resource = this.#store.get(resourceType, id);
    if (resource) return resource;
    throw new OperationOutcomeError(this.#store.tombstone(resourceType, id) ? gone : notFound);
  }

  #checkVersion(resourceType: string, id: string, ifMatch: string | undefined): void {
    if (ifMatch !== undefined && this.#store.get(resourceType, id)?.meta?.versionId !== ifMatch) {
      throw new OperationOutcomeError(preconditionFailed);
    }
  }
}

const nextVersion = (versionId: string | undefined): string => String(Number(versionId ?? '0') + 1);

/** Medplum's signatures let the caller name the type of what it reads; the store cannot know it. */
const named = <T extends Resource>(resource: WithId<Resource>): WithId<T> => resource as WithId<T>;

const notSupported = (what: string): OperationOutcomeError =>
  new OperationOutcomeError(badRequest(`${what} is not supported by this server.`));
