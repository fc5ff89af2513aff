import { CardwrightError } from '@cardwright/cds-service';
import type { Bundle, ExtractResource, Resource, ResourceType } from '@medplum/fhirtypes';
import type { SearchPage } from './collect-pages.ts';
import { collectPages } from './collect-pages.ts';
import { compareText } from './compare-text.ts';
import { eventTime } from './event-time.ts';
import type { FhirClient, SearchParams } from './fhir-client.ts';
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
}

/** A FhirClient that also gives single pages, so that a test can put it behind HTTP. */
export interface MemoryFhirClient extends FhirClient {
  /** One page of a search: `query` as in `search`, or the `next` of the page before. */
  readonly searchPage: (query: string) => SearchPage;
}

/**
 * A FHIR server in memory: the second implementation of FhirClient, for tests and offline work. Searches by patient,
 * subject, code, combo-code, category, status, class, intent, clinical-status, verification-status, identifier, date, _id and
 * _lastUpdated, sorts by date, _lastUpdated and _id, and pages by _count. An unknown parameter is refused with status 400,
 * a missing resource with 404, an ambiguous conditional update with 412.
 */
export function createMemoryFhirClient(options: MemoryFhirClientOptions): MemoryFhirClient {
  const { now, newId, pageSize = 50 } = options;
  const stored = new Map<string, Resource>();
  const put = <R extends Resource>(resource: R): R => {
    const id = resource.id ?? newId();
    const key = `${resource.resourceType}/${id}`;
    const versionId = String(Number(stored.get(key)?.meta?.versionId ?? 0) + 1);
    const copy = { ...structuredClone(resource), id, meta: { ...resource.meta, versionId, lastUpdated: now() } };
    stored.set(key, copy);
    return structuredClone(copy);
  };
  for (const resource of structuredClone(options.resources ?? [])) {
    const id = resource.id ?? newId();
    stored.set(`${resource.resourceType}/${id}`, { ...resource, id });
  }
  const searchPage = (query: string) => structuredClone(findPage([...stored.values()], query, pageSize));
  return {
    searchPage,
    read: async (type, id, signal) => {
      refuseAborted(signal);
      return structuredClone(expectStored(stored.get(`${type}/${id}`), type));
    },
    search: async (query, signal, limits) => {
      refuseAborted(signal);
      return collectPages(query, async (page) => searchPage(page), limits);
    },
    searchNext: async (url, signal, limits) => {
      refuseAborted(signal);
      return collectPages(url, async (page) => searchPage(page), limits);
    },
    create: async (resource, signal) => {
      refuseAborted(signal);
      return put({ ...resource, id: newId() });
    },
    update: async (resource, signal) => {
      refuseAborted(signal);
      return put(resource);
    },
    conditionalUpdate: async (type, params, resource, signal) => {
      refuseAborted(signal);
      const match = onlyMatch([...stored.values()], type, params);
      return put(match?.id === undefined ? resource : { ...resource, id: match.id });
    },
  };
}

function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new CardwrightError('deadline-exceeded', 'The FHIR server did not answer in time.');
}

function refuse(status: number, message: string, issue: string): never {
  throw new CardwrightError('fhir-refused', message, { status, issues: [issue] });
}

function expectStored<K extends ResourceType>(resource: Resource | undefined, type: K): ExtractResource<K> {
  if (isOfType(resource, type)) return resource;
  return refuse(404, 'The FHIR server refused with status 404.', 'not-found');
}

function isOfType<K extends ResourceType>(resource: Resource | undefined, type: K): resource is ExtractResource<K> {
  return resource?.resourceType === type;
}

function onlyMatch(resources: readonly Resource[], type: ResourceType, params: SearchParams): Resource | undefined {
  const [match, ...others] = findAll(resources, new URLSearchParams(searchQuery(type, params).split('?')[1]), type);
  if (others.length > 0) refuse(412, 'The FHIR server refused with status 412.', 'multiple-matches');
  return match;
}

/** `_offset` carries the place of the next page; to the caller the link is opaque. */
function findPage(resources: readonly Resource[], query: string, pageSize: number): SearchPage {
  const [type = '', search = ''] = query.split('?', 2);
  const params = new URLSearchParams(search);
  const count = Number(params.get('_count') ?? pageSize);
  const offset = Number(params.get('_offset') ?? 0);
  const found = findAll(resources, params, type);
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    entry: found.slice(offset, offset + count).map((resource) => ({ resource, search: { mode: 'match' } })),
  };
  params.set('_offset', String(offset + count));
  return { bundle, next: offset + count < found.length ? `${type}?${params.toString()}` : undefined };
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
  return searchParameter(name) ?? refuse(400, 'The FHIR server refused with status 400.', 'not-supported');
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
      return refuse(400, 'The FHIR server refused with status 400.', 'not-supported');
  }
}
