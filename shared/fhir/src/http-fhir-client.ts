import { CardwrightError } from '@cardwright/cds-service';
import type { Bundle, ExtractResource, Resource, ResourceType } from '@medplum/fhirtypes';
import type { SearchPage } from './collect-pages.ts';
import { collectPages } from './collect-pages.ts';
import type { FhirClient } from './fhir-client.ts';
import type { FhirRequest } from './request-fhir.ts';
import { requestFhir } from './request-fhir.ts';
import { searchQuery } from './search-query.ts';
import { isObject } from './is-object.ts';

export interface HttpFhirClientOptions {
  /** Service base URL, with or without a slash at the end. Checking it against an allow-list is the door's work. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Sent as bearer to the base URL's origin only. */
  readonly accessToken?: string;
  /** Bytes of one answer; default 16 MiB. */
  readonly maxResponseBytes?: number;
}

/** Characters of a bearer token (RFC 6750 §2.1). Checked here, because fetch would put a bad header into its message. */
const bearerToken = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * A FhirClient over HTTP. Redirects are refused, because they would carry the token elsewhere; `next` links are opaque and
 * followed within the origin only. Nothing is retried here. Throws `bad-request` for a base URL or token of the wrong shape.
 */
export function createHttpFhirClient(options: HttpFhirClientOptions): FhirClient {
  const base = parseBase(options.baseUrl);
  if (options.accessToken !== undefined && !bearerToken.test(options.accessToken))
    throw new CardwrightError('bad-request', 'The access token is not a bearer token.');
  const { fetch, accessToken, maxResponseBytes = 16 * 1024 * 1024 } = options;
  const request = (url: string, what: Omit<FhirRequest, 'url'>) =>
    requestFhir({ fetch, accessToken, maxResponseBytes }, { ...what, url: new URL(url, base).href });
  const write = async <R extends Resource>(method: 'POST' | 'PUT', url: string, resource: R, signal: AbortSignal) => {
    const answer = await request(url, { method, type: resource.resourceType, body: resource, signal });
    return stored(resource, answer);
  };
  const pageReader =
    (type: string, signal: AbortSignal) =>
    async (url: string): Promise<SearchPage> => {
      const bundle = expectBundle((await request(url, { method: 'GET', type, signal })).body, type);
      return { bundle, next: nextLink(bundle, new URL(url, base)) };
    };
  return {
    read: async (type, id, signal) => {
      const { body } = await request(resourcePath(type, id), { method: 'GET', type, signal });
      return expectResource(body, type, id);
    },
    search: (query, signal, limits) => {
      const type = query.split('?', 1)[0] ?? '';
      if (!/^[A-Za-z]+$/.test(type))
        return Promise.reject(new CardwrightError('bad-request', 'A search is Type?query.'));
      return collectPages(query, pageReader(type, signal), limits);
    },
    searchNext: async (url, signal, limits) => {
      const next = safeLink(url, base);
      if (next === 'unsafe')
        throw new CardwrightError('fhir-refused', 'The next page of a Bundle is not at the FHIR server.');
      return collectPages(next, pageReader('next page', signal), limits);
    },
    create: (resource, signal) => write('POST', resource.resourceType, resource, signal),
    update: async (resource, signal) =>
      write('PUT', resourcePath(resource.resourceType, resource.id), resource, signal),
    conditionalUpdate: (type, params, resource, signal) => write('PUT', searchQuery(type, params), resource, signal),
  };
}

function parseBase(baseUrl: string): URL {
  const base = URL.parse(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  if (
    !base ||
    (base.protocol !== 'http:' && base.protocol !== 'https:') ||
    base.username ||
    base.password ||
    base.search
  )
    throw new CardwrightError(
      'bad-request',
      'The FHIR base URL is not an http(s) address without credentials or query.',
    );
  return base;
}

/** URLs resolve `.` and `..`, encoded or not, so an id of dots would address something else. */
function resourcePath(type: string, id: string): string {
  if (/^\.*$/.test(id)) throw new CardwrightError('bad-request', `This is not the id of a ${type}.`);
  return `${type}/${encodeURIComponent(id)}`;
}

function nextLink(bundle: Bundle, from: URL): string | 'unsafe' | undefined {
  const link = bundle.link?.find(({ relation }) => relation === 'next');
  return link && safeLink(link.url, from);
}

/** Opaque within the origin; user names in a link would become a credential, so such a link is not followed. */
function safeLink(url: string, from: URL): string | 'unsafe' {
  const next = URL.parse(url, from.href);
  if (!next || next.origin !== from.origin || next.username || next.password) return 'unsafe';
  return next.href;
}

function expectBundle(body: unknown, type: string): Bundle {
  if (isBundle(body)) return body;
  throw new CardwrightError('fhir-refused', `The FHIR server did not answer the ${type} search with a Bundle.`);
}

function expectResource<K extends ResourceType>(body: unknown, type: K, id: string): ExtractResource<K> {
  if (isOfType(body, type) && body.id === id) return body;
  throw new CardwrightError('fhir-refused', `The FHIR server did not answer with the ${type} asked for.`);
}

/** Servers may answer a write with the resource, an OperationOutcome or nothing; the id then stands in Location. */
function stored<R extends Resource>(
  sent: R,
  answer: { readonly body: unknown; readonly location: string | undefined },
): R {
  if (isSameType(answer.body, sent)) return answer.body;
  const id = new RegExp(`/${sent.resourceType}/([^/?#]+)`).exec(answer.location ?? '')?.[1] ?? sent.id;
  if (id !== undefined) return { ...sent, id };
  throw new CardwrightError('fhir-refused', `The FHIR server did not say where it stored the ${sent.resourceType}.`);
}

function isBundle(body: unknown): body is Bundle {
  return (
    isObject(body) && body.resourceType === 'Bundle' && isListOf(body.entry, isEntry) && isListOf(body.link, isLink)
  );
}

function isEntry(entry: unknown): boolean {
  if (!isObject(entry)) return false;
  return entry.resource === undefined || (isObject(entry.resource) && typeof entry.resource.resourceType === 'string');
}

function isLink(link: unknown): boolean {
  return isObject(link) && typeof link.relation === 'string' && typeof link.url === 'string';
}

function isListOf(value: unknown, fits: (item: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(fits));
}

function isOfType<K extends ResourceType>(body: unknown, type: K): body is ExtractResource<K> {
  return isObject(body) && body.resourceType === type;
}

function isSameType<R extends Resource>(body: unknown, sent: R): body is R {
  return isObject(body) && body.resourceType === sent.resourceType && typeof body.id === 'string';
}
