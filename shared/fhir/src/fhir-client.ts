import type { Bundle, ExtractResource, OperationOutcome, Parameters, Resource, ResourceType } from '@medplum/fhirtypes';

/** How far a search is followed. */
export interface SearchLimits {
  /** Pages read, the first included. */
  readonly maxPages: number;
  /** Resources kept. */
  readonly maxEntries: number;
}

/** What a client uses when the caller names no limit. */
export const defaultSearchLimits: SearchLimits = { maxPages: 20, maxEntries: 5000 };

/** The answer to a search, all pages together. */
export interface SearchResult {
  /** Matches and included resources, in the order of the server. */
  readonly resources: readonly Resource[];
  /** True when there was more: a limit was reached, or the next page could not be followed safely. */
  readonly truncated: boolean;
  /** What the server had to say besides (`search.mode` outcome). */
  readonly outcomes: readonly OperationOutcome[];
}

/** Search parameters as name and value, in order; values are encoded by the client. */
export type SearchParams = readonly (readonly [name: string, value: string])[];

/** One read with the version that was read. */
export interface VersionedResource<R extends Resource> {
  readonly resource: R;
  /** `meta.versionId`, else that of the ETag; absent where the server keeps no versions. Opaque: equal or not. */
  readonly versionId?: string;
}

/** One change that a history tells of. */
export interface HistoryEntry {
  readonly type: string;
  readonly id: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Opaque: equal or not. */
  readonly versionId?: string;
  /** ISO instant. */
  readonly lastUpdated?: string;
  /** The resource after the change; absent for a deletion. */
  readonly resource?: Resource;
}

/** Changes, in the order of the server: newest first. */
export interface HistoryResult {
  readonly entries: readonly HistoryEntry[];
  /** True when there was more: a limit, a page that could not be followed safely, an entry that does not say what changed. */
  readonly truncated: boolean;
}

export interface HistoryOptions {
  /** ISO instant: changes at or after it. */
  readonly since?: string;
  readonly limits?: Partial<SearchLimits>;
}

/** A call of an operation: `Subscription/{id}/$status`, `Subscription/{id}/$events`, … */
export interface FhirOperation {
  /** GET only where the operation changes nothing on the server (`affectsState` false). */
  readonly method: 'GET' | 'POST';
  /** With the `$`. */
  readonly name: `$${string}`;
  /** Absent: on the system. */
  readonly type?: ResourceType;
  /** Absent: on the type. */
  readonly id?: string;
  /** Of the query. */
  readonly params?: SearchParams;
  /** Of a POST. */
  readonly body?: Parameters;
}

/**
 * A FHIR R4 server. Errors are `CardwrightError`s without patient data, tokens or addresses:
 * `fhir-unreachable` (no answer), `fhir-refused` (`details.status`, `details.issues`), `deadline-exceeded` (the signal
 * was aborted), `too-large` (an answer over the limit), `scope-not-granted` (our token does not reach so far; nothing was sent).
 */
export interface FhirClient {
  /** `GET Type/id`. The id may hold any character. */
  read<K extends ResourceType>(type: K, id: string, signal: AbortSignal): Promise<ExtractResource<K>>;
  /**
   * `GET Type/id` with its version. With `ifNoneMatch`, a version that is known already: `undefined` when it still is that one.
   * A deleted resource is `fhir-refused` with status 410 or 404.
   */
  readVersion<K extends ResourceType>(
    type: K,
    id: string,
    signal: AbortSignal,
    ifNoneMatch?: string,
  ): Promise<VersionedResource<ExtractResource<K>> | undefined>;
  /**
   * `GET Type?…`: the query as a resolved prefetch template gives it, already URL-encoded (`searchQuery` builds one).
   * Follows `next` links of the same origin up to the limits.
   */
  search(query: string, signal: AbortSignal, limits?: Partial<SearchLimits>): Promise<SearchResult>;
  /**
   * The pages from a `next` link on that somebody else was given, as `search` would have read them. Absent where a client
   * cannot; `fhir-refused` for a link that leads away from the server's origin.
   */
  searchNext?(url: string, signal: AbortSignal, limits?: Partial<SearchLimits>): Promise<SearchResult>;
  /** `POST Type`. Gives the resource as stored, with its id. */
  create<R extends Resource>(resource: R, signal: AbortSignal): Promise<R>;
  /** `POST Type` with `If-None-Exist`: creates, or gives the only match as it is; several matches are refused with status 412. */
  conditionalCreate<R extends Resource>(
    type: R['resourceType'],
    params: SearchParams,
    resource: R,
    signal: AbortSignal,
  ): Promise<R>;
  /**
   * `PUT Type/id`. Gives the resource as stored. With `ifMatch`, a version: refused with status 412 when another is stored.
   */
  update<R extends Resource>(resource: R & { readonly id: string }, signal: AbortSignal, ifMatch?: string): Promise<R>;
  /** `PUT Type?…`: creates, or replaces the only match; several matches are refused with status 412. */
  conditionalUpdate<R extends Resource>(
    type: R['resourceType'],
    params: SearchParams,
    resource: R,
    signal: AbortSignal,
  ): Promise<R>;
  /** `DELETE Type/id`. What is not there, or no longer, counts as deleted. */
  delete(type: ResourceType, id: string, signal: AbortSignal): Promise<void>;
  /**
   * `GET Type/_history`, or `GET Type/id/_history`, deletions included. Follows `next` links as a search does. Servers without
   * it refuse with status 404, 405, 400 or 501.
   */
  history(
    of: { readonly type: ResourceType; readonly id?: string },
    signal: AbortSignal,
    options?: HistoryOptions,
  ): Promise<HistoryResult>;
  /** Calls an operation. `undefined` when it is answered without a body. */
  operation(call: FhirOperation, signal: AbortSignal): Promise<Resource | undefined>;
  /**
   * `POST` of a `batch` or `transaction` Bundle to the base. The answer has an entry for each of ours, in their order; in a batch
   * each has its own status.
   */
  batch(bundle: Bundle, signal: AbortSignal): Promise<Bundle>;
}
