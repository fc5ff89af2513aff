import {
  OperationOutcomeError,
  badRequest,
  notFound,
  type Operation,
  type SearchRequest,
  type WithId,
} from '@medplum/core';
import { FhirRepository, type CreateResourceOptions, type UpdateResourceOptions } from '@medplum/fhir-router';
import type { Bundle, Parameters, Reference, Resource } from '@medplum/fhirtypes';
import { buildHistory } from '../history/build-history.ts';
import type { QueryPair } from '../search/compile-search.ts';
import { writeQuery } from '../search/write-query.ts';
import { checkResource } from './check-resource.ts';
import type { RepositoryObserver } from './repository-observer.ts';
import { Resources, type RepositoryOptions } from './resources.ts';

/** Medplum's asynchronous repository over our resources. Errors are OperationOutcomeErrors (404, 410, 412, 400). */
export class IndexedRepository extends FhirRepository {
  /** The same resources, synchronously. */
  readonly resources: Resources;
  #lastTransaction: Promise<unknown> = Promise.resolve();

  constructor(options: RepositoryOptions) {
    super();
    this.resources = new Resources(options);
  }

  /** Tells this observer of every write from now on, after those that came before it. */
  observe(observer: RepositoryObserver): void {
    this.resources.observe(observer);
  }

  setMode(): void {
    // One store serves reads and writes.
  }

  generateId(): string {
    return this.resources.newId();
  }

  /** The id in the body is ignored, as R4 asks, unless Medplum's code assigned it. */
  async createResource<T extends Resource>(resource: T, options?: CreateResourceOptions): Promise<WithId<T>> {
    checkResource(resource);
    return options?.assignedId === true
      ? this.resources.create(resource, resource.id)
      : this.resources.create(resource);
  }

  /** Creates when the id is unknown or was deleted (R4 "update as create"). */
  async updateResource<T extends Resource>(resource: T, options?: UpdateResourceOptions): Promise<WithId<T>> {
    return this.resources.update(resource, { ifMatch: options?.ifMatch });
  }

  async readResource<T extends Resource>(resourceType: string, id: string): Promise<WithId<T>> {
    return named<T>(this.resources.read(resourceType, id));
  }

  async readReference<T extends Resource>(reference: Reference<T>): Promise<WithId<T>> {
    const [resourceType = '', id = ''] = (reference.reference ?? '').split('/');
    return this.readResource<T>(resourceType, id);
  }

  async readReferences<T extends Resource>(references: readonly Reference<T>[]): Promise<(T | Error)[]> {
    const asError = (error: unknown): Error => (error instanceof Error ? error : new OperationOutcomeError(notFound));
    return Promise.all(references.map((reference) => this.readReference(reference).catch(asError)));
  }

  async readHistory<T extends Resource>(resourceType: string, id: string): Promise<Bundle<WithId<T>>> {
    return named<T>(buildHistory(this.resources, { resourceType, id }, []));
  }

  async readVersion<T extends Resource>(resourceType: string, id: string, vid: string): Promise<WithId<T>> {
    return named<T>(this.resources.readVersion(resourceType, id, vid));
  }

  /** Deleting what is not there succeeds, as R4 asks. */
  async deleteResource(resourceType: string, id: string, options?: UpdateResourceOptions): Promise<void> {
    this.resources.remove(resourceType, id, { ifMatch: options?.ifMatch });
  }

  /** JSON Patch only. */
  async patchResource<T extends Resource>(
    resourceType: T['resourceType'],
    id: string,
    patch: Operation[] | Parameters,
    options?: UpdateResourceOptions,
  ): Promise<WithId<T>> {
    if (!Array.isArray(patch))
      throw new OperationOutcomeError(badRequest('FHIRPath Patch is not supported by this server.'));
    return named<T>(this.resources.patch(resourceType, id, patch, { ifMatch: options?.ifMatch }));
  }

  async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    return this.searchByQuery<T>(request.resourceType, writeQuery(request));
  }

  /** A searchset of one page, its links and fullUrls relative to the base. Error: 400 for what is not supported, 404 for an unknown type. */
  searchByQuery<T extends Resource>(resourceType: string, pairs: readonly QueryPair[]): Bundle<WithId<T>> {
    return this.resources.search<T>(resourceType, pairs);
  }

  /** All current resources of a type. */
  allOf(resourceType: string): readonly WithId<Resource>[] {
    return this.resources.allOf(resourceType);
  }

  /** True when the resource exists now (not deleted). */
  has(resourceType: string, id: string): boolean {
    return this.resources.has(resourceType, id);
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

  /** Medplum's conditional writes run one after the other, so that two of them never both create. No rollback: see `Resources.atomically`. */
  async withTransaction<TResult>(callback: (repository: this) => Promise<TResult>): Promise<TResult> {
    const result = this.#lastTransaction.then(() => callback(this));
    this.#lastTransaction = result.catch(() => undefined);
    return result;
  }

  /** Writes resources with the ids they have and tells no observer: for data that was there "before". */
  seed(resources: Iterable<Resource>): void {
    this.resources.seed(resources);
  }
}

/** Medplum's signatures let the caller name the type of what it reads; the store cannot know it. */
function named<T extends Resource>(resource: WithId<Resource>): WithId<T>;
function named<T extends Resource>(bundle: Bundle): Bundle<WithId<T>>;
function named<T>(value: T): T {
  return value;
}
