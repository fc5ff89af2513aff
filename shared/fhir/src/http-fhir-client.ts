import { CardwrightError } from '@cardwright/cds-service';
import type { Bundle, ExtractResource, Resource, ResourceType } from '@medplum/fhirtypes';
import type { AccessTokens } from './access-tokens.ts';
import { collectHistory } from './collect-history.ts';
import { collectPages } from './collect-pages.ts';
import { createFhirSender, type FhirCall } from './fhir-sender.ts';
import type { FhirClient, FhirOperation } from './fhir-client.ts';
import type { SearchPage } from './follow-pages.ts';
import { historyQuery } from './history-query.ts';
import { isObject } from './is-object.ts';
import { isResource } from './is-resource.ts';
import { isSafeBatch } from './is-safe-batch.ts';
import type { FhirResponse } from './request-fhir.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { searchQuery } from './search-query.ts';
import { versionOfTag } from './version-of-tag.ts';

export interface HttpFhirClientOptions {
  /** Service base URL, with or without a slash at the end. Checking it against an allow-list is the door's work. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Sent as bearer to the base URL's origin only. */
  readonly accessToken?: string;
  /** Instead of one token: where they come from. Sent to the base URL's origin only, renewed once after a 401. */
  readonly tokens?: AccessTokens;
  /** Absent: nothing is repeated. */
  readonly retry?: RetryPolicy;
  /** Bytes of one answer; default 16 MiB. */
  readonly maxResponseBytes?: number;
}

/** Characters of a bearer token (RFC 6750 §2.1). Checked here, because fetch would put a bad header into its message. */
const bearerToken = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * A FhirClient over HTTP. Redirects are refused, because they would carry the token elsewhere; `next` links are opaque and
 * followed within the origin only. Repeated, where a policy is given, is only what cannot be done twice: reads, deletions, conditional
 * creates and updates, and batches of these. Throws `bad-request` for a base URL or token of the wrong shape.
 */
export function createHttpFhirClient(options: HttpFhirClientOptions): FhirClient {
  const base = parseBase(options.baseUrl);
  if (options.accessToken !== undefined && !bearerToken.test(options.accessToken))
    throw new CardwrightError('bad-request', 'The access token is not a bearer token.');
  const { accessToken, ...rest } = options;
  const send = createFhirSender({ maxResponseBytes: 16 * 1024 * 1024, ...rest, base, accessToken });
  const pageReader =
    (type: string, signal: AbortSignal, needs: FhirCall['needs']) =>
    async (url: string): Promise<SearchPage> => {
      const bundle = expectBundle((await send({ method: 'GET', url, type, needs, signal })).body, type);
      return { bundle, next: nextLink(bundle, new URL(url, base)) };
    };
  return {
    ...readers(send),
    ...writers(send),
    search: async (query, signal, limits) => {
      const type = query.split('?', 1)[0] ?? '';
      if (!/^[A-Za-z]+$/.test(type)) throw new CardwrightError('bad-request', 'A search is Type?query.');
      return collectPages(query, pageReader(type, signal, 's'), limits);
    },
    searchNext: async (url, signal, limits) => {
      const next = safeLink(url, base);
      if (next === 'unsafe')
        throw new CardwrightError('fhir-refused', 'The next page of a Bundle is not at the FHIR server.');
      return collectPages(next, pageReader('next page', signal, undefined), limits);
    },
    history: async ({ type, id }, signal, { since, limits } = {}) => {
      if (id !== undefined) resourcePath(type, id);
      const read = pageReader(type, signal, id === undefined ? 's' : 'r');
      return collectHistory(historyQuery(type, id, since), read, limits);
    },
  };
}

type Send = (call: FhirCall) => Promise<FhirResponse>;

function readers(send: Send): Pick<FhirClient, 'read' | 'readVersion' | 'operation'> {
  const get = (type: ResourceType, id: string, signal: AbortSignal, headers = {}) =>
    send({ method: 'GET', url: resourcePath(type, id), type, needs: 'r', headers, signal });
  return {
    read: async (type, id, signal) => expectResource((await get(type, id, signal)).body, type, id),
    readVersion: async (type, id, signal, ifNoneMatch) => {
      const known = ifNoneMatch === undefined ? {} : { 'if-none-match': weakTag(ifNoneMatch) };
      const { status, body, etag } = await get(type, id, signal, known);
      if (status === 304) return undefined;
      const resource = expectResource(body, type, id);
      const versionId = resource.meta?.versionId ?? versionOfTag(etag);
      if (versionId === undefined) return { resource };
      // Not every server looks at If-None-Match.
      return versionId === ifNoneMatch ? undefined : { resource, versionId };
    },
    operation: async (call, signal) => {
      const { method, body, name, type } = call;
      const answer = await send({
        method,
        url: operationUrl(call),
        type: `${type ?? ''}${name}`,
        isSafe: method === 'GET',
        ...(body && { body }),
        signal,
      });
      if (answer.body === undefined || isResource(answer.body)) return answer.body;
      throw new CardwrightError('fhir-refused', 'The FHIR server did not answer the operation with a resource.');
    },
  };
}

function writers(
  send: Send,
): Pick<FhirClient, 'create' | 'conditionalCreate' | 'update' | 'conditionalUpdate' | 'delete' | 'batch'> {
  const write = async <R extends Resource>(resource: R, call: Omit<FhirCall, 'type' | 'body'>) =>
    stored(resource, await send({ ...call, type: resource.resourceType, body: resource }));
  return {
    create: (resource, signal) => write(resource, { method: 'POST', url: resource.resourceType, needs: 'c', signal }),
    conditionalCreate: (type, params, resource, signal) => {
      const headers = { 'if-none-exist': searchQuery(type, params).slice(type.length + 1) };
      return write(resource, { method: 'POST', url: type, needs: 'c', headers, isSafe: true, signal });
    },
    update: async (resource, signal, ifMatch) => {
      const headers = ifMatch === undefined ? {} : { 'if-match': weakTag(ifMatch) };
      const url = resourcePath(resource.resourceType, resource.id);
      return write(resource, { method: 'PUT', url, needs: 'u', headers, signal });
    },
    conditionalUpdate: (type, params, resource, signal) =>
      write(resource, { method: 'PUT', url: searchQuery(type, params), needs: 'u', isSafe: true, signal }),
    delete: async (type, id, signal) => {
      try {
        await send({ method: 'DELETE', url: resourcePath(type, id), type, needs: 'd', isSafe: true, signal });
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
    batch: async (bundle, signal) => {
      const isSafe = isSafeBatch(bundle);
      const answer = await send({ method: 'POST', url: '', type: bundle.type, body: bundle, isSafe, signal });
      return expectBundle(answer.body, bundle.type);
    },
  };
}

const isGone = (error: unknown): boolean =>
  error instanceof CardwrightError && (error.details['status'] === 404 || error.details['status'] === 410);

/** Version ids are opaque, but they stand in a header. */
function weakTag(version: string): string {
  if (/^[A-Za-z0-9\-._~]{1,128}$/.test(version)) return `W/"${version}"`;
  throw new CardwrightError('bad-request', 'This is not a version of a resource.');
}

function operationUrl({ type, id, name, params = [] }: FhirOperation): string {
  if (!/^\$[A-Za-z0-9-]{1,64}$/.test(name))
    throw new CardwrightError('bad-request', 'This is not the name of an operation.');
  const on = type === undefined ? '' : `${id === undefined ? type : resourcePath(type, id)}/`;
  const query = params.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
  return `${on}${name}${query && `?${query}`}`;
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
  throw new CardwrightError('fhir-refused', `The FHIR server did not answer the ${type} request with a Bundle.`);
}

function expectResource<K extends ResourceType>(body: unknown, type: K, id: string): ExtractResource<K> {
  if (isOfType(body, type) && body.id === id) return body;
  throw new CardwrightError('fhir-refused', `The FHIR server did not answer with the ${type} asked for.`);
}

/** Servers may answer a write with the resource, an OperationOutcome or nothing; the id then stands in Location. */
function stored<R extends Resource>(sent: R, { body, location, etag }: FhirResponse): R {
  if (isSameType(body, sent)) return body;
  const id = new RegExp(`/${sent.resourceType}/([^/?#]+)`).exec(location ?? '')?.[1] ?? sent.id;
  const versionId = versionOfTag(etag);
  if (id !== undefined) return { ...sent, id, ...(versionId !== undefined && { meta: { ...sent.meta, versionId } }) };
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
