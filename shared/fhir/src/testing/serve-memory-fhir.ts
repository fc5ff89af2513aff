import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CardwrightError } from '@cardwright/cds-service';
import type { Resource, ResourceType } from '@medplum/fhirtypes';
import type { MemoryFhirClient } from '../memory-fhir-client.ts';
import { isObject } from '../is-object.ts';

export interface ServedFhir {
  readonly baseUrl: string;
  /** What arrived, newest last: method, path with query, and the headers. */
  readonly requests: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers'] }[];
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Puts the memory client behind HTTP on loopback, so that both clients meet the same server. Tests only. */
export async function serveMemoryFhir(memory: MemoryFhirClient): Promise<ServedFhir> {
  const requests: ServedFhir['requests'] = [];
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
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
  return { baseUrl: baseUrl(), requests, close: () => (server.closeAllConnections(), close()) };
}

async function answer(memory: MemoryFhirClient, request: IncomingMessage, baseUrl: string): Promise<Answer> {
  const { signal } = new AbortController();
  const url = new URL(request.url ?? '', baseUrl);
  const [type, id] = url.pathname
    .replace(/^\/fhir\//, '')
    .split('/')
    .map(decodeURIComponent);
  if (!isType(type)) return { status: 404, body: undefined };
  if (request.method === 'GET' && id !== undefined) return { status: 200, body: await memory.read(type, id, signal) };
  if (request.method === 'GET') {
    const { bundle, next } = memory.searchPage(`${type}${url.search}`);
    const link = next === undefined ? [] : [{ relation: 'next', url: `${baseUrl}/${next}` }];
    return { status: 200, body: { ...bundle, link } };
  }
  const resource = await readResource(request);
  if (request.method === 'POST') return { status: 201, body: await memory.create(resource, signal) };
  if (id !== undefined) return { status: 200, body: await memory.update({ ...resource, id }, signal) };
  return { status: 200, body: await memory.conditionalUpdate(type, [...url.searchParams], resource, signal) };
}

async function readResource(request: IncomingMessage): Promise<Resource> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const body: unknown = JSON.parse(text);
  if (isResource(body)) return body;
  throw new CardwrightError('fhir-refused', 'no resource', { status: 400, issues: ['structure'] });
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

function isResource(body: unknown): body is Resource {
  return isObject(body) && typeof body.resourceType === 'string';
}
