import type { ExtractResource, OperationOutcome, Resource, ResourceType } from '@medplum/fhirtypes';

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

/**
 * A FHIR R4 server. Errors are `CardwrightError`s without patient data, tokens or addresses:
 * `fhir-unreachable` (no answer), `fhir-refused` (`details.status`, `details.issues`), `deadline-exceeded` (the signal
 * was aborted), `too-large` (an answer over the limit).
 */
export interface FhirClient {
  /** `GET Type/id`. The id may hold any character. */
  read<K extends ResourceType>(type: K, id: string, signal: AbortSignal): Promise<ExtractResource<K>>;
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
  /** `PUT Type/id`. Gives the resource as stored. */
  update<R extends Resource>(resource: R & { readonly id: string }, signal: AbortSignal): Promise<R>;
  /** `PUT Type?…`: creates, or replaces the only match; several matches are refused with status 412. */
  conditionalUpdate<R extends Resource>(
    type: R['resourceType'],
    params: SearchParams,
    resource: R,
    signal: AbortSignal,
  ): Promise<R>;
}
