import { CardwrightError } from '@cardwright/cds-service';
import type { Bundle, BundleEntry, ExtractResource, Resource, ResourceType } from '@medplum/fhirtypes';
import type { SearchPage } from './follow-pages.ts';
import { answerBatch } from './answer-batch.ts';
import { collectHistory } from './collect-history.ts';
import { collectPages } from './collect-pages.ts';
import { compareText } from './compare-text.ts';
import { eventTime } from './event-time.ts';
import type { FhirClient, FhirOperation, SearchParams } from './fhir-client.ts';
import { historyQuery } from './history-query.ts';
import { createMemoryVersions, type MemoryVersion, type MemoryVersions } from './memory-versions.ts';
import type { SearchTest } from './search-parameter.ts';
import { searchParameter } from './search-parameter.ts';
import { searchQuery } from './search-query.ts';

export interface MemoryFhirClientOptions {
  /** What the server holds at the start; copied. Resources without an id get one. */
  readonly resources?: readonly Resource[];
  /** The clock behind `meta.lastUpdated`: an ISO instant. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Entries of a page when the query has no `_count`; default 50. */
  readonly pageSize?: number;
  /** Operations by name; one that is not here is refused with status 404. */
  readonly operations?: Readonly<Record<`$${string}`, (call: FhirOperation) => Resource | undefined>>;
}

/** A FhirClient that also gives single pages, so that a test can put it behind HTTP. */
export interface MemoryFhirClient extends FhirClient {
  /** One page of a search: `query` as in `search`, or the `next` of the page before; or `Type/_history?…`, `Type/id/_history?…`. */
  readonly searchPage: (query: string) => SearchPage;
}

/**
 * A FHIR server in memory: the second implementation of FhirClient, for tests and offline work. Searches by patient,
 * subject, code, combo-code, category, status, class, intent, clinical-status, verification-status, identifier, date, _id and
 * _lastUpdated, sorts by date, _lastUpdated and _id, and pages by _count. An unknown parameter is refused with status 400,
 * a missing resource with 404, a deleted one with 410, an ambiguous conditional write with 412. A transaction is all or nothing.
 */
export function createMemoryFhirClient(options: MemoryFhirClientOptions): MemoryFhirClient {
  const { now, newId, pageSize = 50, operations = {} } = options;
  const named = (options.resources ?? []).map((resource) => ({ ...resource, id: resource.id ?? newId() }));
  const stored = createMemoryVersions(named, now);
  const searchPage = (query: string) =>
    structuredClone(
      /^[^?]*\/_history(\?|$)/.test(query)
        ? findHistoryPage(stored.versions(), query, pageSize)
        : findPage(stored.all(), query, pageSize),
    );
  const readPage = async (page: string) => searchPage(page);
  const client: MemoryFhirClient = {
    searchPage,
    read: async (type, id, signal) => {
      refuseAborted(signal);
      return structuredClone(expectStored(stored.latest(`${type}/${id}`), type));
    },
    readVersion: async (type, id, signal, ifNoneMatch) => {
      const resource = await client.read(type, id, signal);
      const versionId = resource.meta?.versionId;
      if (versionId === undefined) return { resource };
      return versionId === ifNoneMatch ? undefined : { resource, versionId };
    },
    search: async (query, signal, limits) => {
      refuseAborted(signal);
      return collectPages(query, readPage, limits);
    },
    searchNext: async (url, signal, limits) => {
      refuseAborted(signal);
      return collectPages(url, readPage, limits);
    },
    ...memoryWrites(stored, newId),
    history: async ({ type, id }, signal, { since, limits } = {}) => {
      refuseAborted(signal);
      return collectHistory(historyQuery(type, id, since), readPage, limits);
    },
    operation: async (call, signal) => {
      refuseAborted(signal);
      const answer = operations[call.name] ?? refuse(404, 'not-found');
      return structuredClone(answer(structuredClone(call)));
    },
    batch: async (bundle, signal) => {
      refuseAborted(signal);
      return bundle.type === 'transaction'
        ? stored.atomically(() => answerBatch(client, bundle, signal, 'transaction-response'))
        : answerBatch(client, bundle, signal, 'batch-response');
    },
  };
  return client;
}

type Writes = 'create' | 'conditionalCreate' | 'update' | 'conditionalUpdate' | 'delete';

function memoryWrites(stored: MemoryVersions, newId: () => string): Pick<FhirClient, Writes> {
  const matchOf = (type: ResourceType, params: SearchParams) => onlyMatch(stored.all(), type, params);
  return {
    create: async (resource, signal) => {
      refuseAborted(signal);
      return stored.put({ ...resource, id: newId() });
    },
    conditionalCreate: async (type, params, resource, signal) => {
      refuseAborted(signal);
      const match = matchOf(type, params);
      return isSameType(match, resource) ? structuredClone(match) : stored.put({ ...resource, id: newId() });
    },
    update: async (resource, signal, ifMatch) => {
      refuseAborted(signal);
      const current = stored.latest(`${resource.resourceType}/${resource.id}`)?.versionId;
      if (ifMatch !== undefined && ifMatch !== current) refuse(412, 'conflict');
      return stored.put(resource);
    },
    conditionalUpdate: async (type, params, resource, signal) => {
      refuseAborted(signal);
      return stored.put({ ...resource, id: matchOf(type, params)?.id ?? resource.id ?? newId() });
    },
    delete: async (type, id, signal) => {
      refuseAborted(signal);
      stored.remove(`${type}/${id}`);
    },
  };
}

function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new CardwrightError('deadline-exceeded', 'The FHIR server did not answer in time.');
}

function refuse(status: number, issue: string): never {
  throw new CardwrightError('fhir-refused', `The FHIR server refused with status ${status}.`, {
    status,
    issues: [issue],
  });
}

function expectStored<K extends ResourceType>(version: MemoryVersion | undefined, type: K): ExtractResource<K> {
  if (isOfType(version?.resource, type)) return version.resource;
  return version?.method === 'DELETE' ? refuse(410, 'deleted') : refuse(404, 'not-found');
}

function isSameType<R extends Resource>(match: Resource | undefined, sent: R): match is R {
  return match?.resourceType === sent.resourceType;
}

function isOfType<K extends ResourceType>(resource: Resource | undefined, type: K): resource is ExtractResource<K> {
  return resource?.resourceType === type;
}

function onlyMatch(resources: readonly Resource[], type: ResourceType, params: SearchParams): Resource | undefined {
  const [match, ...others] = findAll(resources, new URLSearchParams(searchQuery(type, params).split('?')[1]), type);
  if (others.length > 0) refuse(412, 'multiple-matches');
  return match;
}

/** Newest first, as https://hl7.org/fhir/R4/http.html#history asks. */
function findHistoryPage(versions: readonly MemoryVersion[], query: string, pageSize: number): SearchPage {
  const [path = '', search = ''] = query.split('?', 2);
  const params = new URLSearchParams(search);
  const of = path.slice(0, path.lastIndexOf('/')).split('/').map(decodeURIComponent).join('/');
  const since = Date.parse(params.get('_since') ?? '');
  const found = versions
    .filter(({ key }) => key === of || key.startsWith(`${of}/`))
    .filter(({ lastUpdated }) => Number.isNaN(since) || Date.parse(lastUpdated ?? '') >= since)
    .toReversed();
  return pageOf(found.map(historyEntry), 'history', path, params, pageSize);
}

function historyEntry({ key, method, versionId, lastUpdated, resource }: MemoryVersion): BundleEntry {
  const etag = versionId === undefined ? {} : { etag: `W/"${versionId}"` };
  return {
    ...(resource && { resource }),
    request: { method, url: method === 'POST' ? (resource?.resourceType ?? key) : key },
    response: {
      status: method === 'POST' ? '201' : '200',
      ...etag,
      ...(lastUpdated !== undefined && { lastModified: lastUpdated }),
    },
  };
}

/** `_offset` carries the place of the next page; to the caller the link is opaque. */
function findPage(resources: readonly Resource[], query: string, pageSize: number): SearchPage {
  const [type = '', search = ''] = query.split('?', 2);
  const params = new URLSearchParams(search);
  const found = findAll(resources, params, type);
  const entries = found.map((resource): BundleEntry => ({ resource, search: { mode: 'match' } }));
  return pageOf(entries, 'searchset', type, params, pageSize);
}

function pageOf(
  found: readonly BundleEntry[],
  type: Bundle['type'],
  path: string,
  params: URLSearchParams,
  pageSize: number,
): SearchPage {
  const count = Number(params.get('_count') ?? pageSize);
  const offset = Number(params.get('_offset') ?? 0);
  const entry = found.slice(offset, offset + count);
  const bundle: Bundle = { resourceType: 'Bundle', type, total: found.length, entry };
  params.set('_offset', String(offset + count));
  return { bundle, next: offset + count < found.length ? `${path}?${params.toString()}` : undefined };
}

const pagingParams: ReadonlySet<string> = new Set(['_count', '_offset', '_sort', '_format']);

function findAll(resources: readonly Resource[], params: URLSearchParams, type: string): Resource[] {
  const filters = [...params].flatMap(([name, value]) =>
    pagingParams.has(name) ? [] : { test: testFor(name), value },
  );
  const found = resources.filter(
    (resource) => resource.resourceType === type && filters.every(({ test, value }) => test(resource, value)),
  );
  return found.sort(sortBy(params.get('_sort') ?? '_id'));
}

function testFor(name: string): SearchTest {
  return searchParameter(name) ?? refuse(400, 'not-supported');
}

function sortBy(sort: string): (a: Resource, b: Resource) => number {
  const keys = sort.split(',').map((key) => ({ name: key.replace(/^-/, ''), sign: key.startsWith('-') ? -1 : 1 }));
  return (a, b) => {
    for (const { name, sign } of keys) {
      const order = sign * compareText(sortKey(a, name), sortKey(b, name));
      if (order !== 0) return order;
    }
    return compareText(a.id ?? '', b.id ?? '');
  };
}

function sortKey(resource: Resource, name: string): string {
  switch (name) {
    case 'date': {
      const start = eventTime(resource)?.start;
      return start !== undefined && Number.isFinite(start) ? new Date(start).toISOString() : '';
    }
    case '_lastUpdated':
      return resource.meta?.lastUpdated ?? '';
    case '_id':
      return resource.id ?? '';
    default:
      return refuse(400, 'not-supported');
  }
}
