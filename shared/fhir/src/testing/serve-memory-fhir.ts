import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CardwrightError } from '@cardwright/cds-service';
import type { Bundle, Parameters, Resource, ResourceType } from '@medplum/fhirtypes';
import { isObject } from '../is-object.ts';
import { isResource } from '../is-resource.ts';
import type { MemoryFhirClient } from '../memory-fhir-client.ts';
import { versionOfTag } from '../version-of-tag.ts';

export interface ServedFhir {
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Puts the memory client behind HTTP on loopback, so that both clients meet the same server. */
export async function serveMemoryFhir(memory: MemoryFhirClient): Promise<ServedFhir> {
  const server = createServer((request, response) => {
    void answer(memory, request, baseUrl())
      .catch(toOutcome)
      .then((a) => write(response, a));
  });
  const baseUrl = () => {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/fhir`;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { baseUrl: baseUrl(), close: () => (server.closeAllConnections(), close()) };
}

const { signal } = new AbortController();

async function answer(memory: MemoryFhirClient, request: IncomingMessage, baseUrl: string): Promise<Answer> {
  const url = new URL(request.url ?? '', baseUrl);
  const path = url.pathname.replace(/^\/fhir\/?/, '');
  const segments = path.split('/').map(decodeURIComponent);
  const operation = segments.at(-1);
  if (operation?.startsWith('$')) return answerOperation(memory, request, segments, url);
  if (path === '' && request.method === 'POST')
    return { status: 200, body: await memory.batch(await readBundle(request), signal) };
  const [type, id] = segments;
  if (!isType(type)) return { status: 404, body: undefined };
  if (request.method === 'GET' && (id === undefined || operation === '_history')) {
    const { bundle, next } = memory.searchPage(`${path}${url.search}`);
    const link = next === undefined ? [] : [{ relation: 'next', url: `${baseUrl}/${next}` }];
    return { status: 200, body: { ...bundle, link } };
  }
  return id === undefined ? answerType(memory, request, type, url) : answerInstance(memory, request, type, id);
}

async function answerOperation(
  memory: MemoryFhirClient,
  request: IncomingMessage,
  segments: readonly string[],
  url: URL,
): Promise<Answer> {
  const [type, id] = segments.slice(0, -1);
  const method = request.method === 'GET' ? 'GET' : 'POST';
  const body = method === 'POST' ? await readResource(request) : undefined;
  const call = {
    method,
    name: `$${(segments.at(-1) ?? '').slice(1)}`,
    params: [...url.searchParams],
    ...(isType(type) && { type }),
    ...(id !== undefined && { id }),
    ...(isParameters(body) && { body }),
  } as const;
  return { status: 200, body: await memory.operation(call, signal) };
}

async function answerInstance(
  memory: MemoryFhirClient,
  request: IncomingMessage,
  type: ResourceType,
  id: string,
): Promise<Answer> {
  if (request.method === 'DELETE') {
    await memory.delete(type, id, signal);
    return { status: 204, body: undefined };
  }
  if (request.method === 'PUT') {
    const resource = await readResource(request);
    const ifMatch = versionOfTag(request.headers['if-match']);
    return { status: 200, body: await memory.update({ ...resource, id }, signal, ifMatch) };
  }
  const read = await memory.readVersion(type, id, signal, versionOfTag(request.headers['if-none-match']));
  return read === undefined ? { status: 304, body: undefined } : { status: 200, body: read.resource };
}

async function answerType(
  memory: MemoryFhirClient,
  request: IncomingMessage,
  type: ResourceType,
  url: URL,
): Promise<Answer> {
  const resource = await readResource(request);
  const condition = request.headers['if-none-exist'];
  if (request.method === 'PUT')
    return { status: 200, body: await memory.conditionalUpdate(type, [...url.searchParams], resource, signal) };
  if (typeof condition !== 'string') return { status: 201, body: await memory.create(resource, signal) };
  const params = [...new URLSearchParams(condition)];
  return { status: 201, body: await memory.conditionalCreate(type, params, resource, signal) };
}

async function readResource(request: IncomingMessage): Promise<Resource> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const body: unknown = JSON.parse(text);
  if (isResource(body)) return body;
  throw new CardwrightError('fhir-refused', 'no resource', { status: 400, issues: ['structure'] });
}

async function readBundle(request: IncomingMessage): Promise<Bundle> {
  const body = await readResource(request);
  if (body.resourceType === 'Bundle') return body;
  throw new CardwrightError('fhir-refused', 'no Bundle', { status: 400, issues: ['structure'] });
}

function toOutcome(error: unknown): Answer {
  const { status, issues } = error instanceof CardwrightError ? error.details : {};
  const codes: readonly unknown[] = Array.isArray(issues) ? issues : ['exception'];
  const issue = codes.map((code) => ({ severity: 'error', code, diagnostics: 'secret free text' }));
  return { status: typeof status === 'number' ? status : 500, body: { resourceType: 'OperationOutcome', issue } };
}

function write(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function isType(type: string | undefined): type is ResourceType {
  return type !== undefined && /^[A-Z][A-Za-z]+$/.test(type);
}

function isParameters(body: unknown): body is Parameters {
  return isObject(body) && body.resourceType === 'Parameters';
}
