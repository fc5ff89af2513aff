import { CardwrightError } from '@cardwright/cds-service';
import type { Resource } from '@medplum/fhirtypes';
import { isObject } from './is-object.ts';
import { retryAfterMs } from './retry-after-ms.ts';

/** What all requests of one client share. */
export interface FhirConnection {
  readonly fetch: typeof fetch;
  /** Credentials go to no other. */
  readonly origin: string;
  readonly accessToken: string | undefined;
  readonly maxResponseBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface FhirRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  /** The resource type, the only part of the address that an error may name: ids are patient data. */
  readonly type: string;
  readonly body?: Resource;
  /** `If-None-Exist` and the like. With `if-none-match`, 304 is an answer. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface FhirResponse {
  readonly status: number;
  /** Parsed JSON; `undefined` when the body is empty. */
  readonly body: unknown;
  readonly location: string | undefined;
  readonly etag: string | undefined;
}

/** One request; anything but a 2xx with JSON or an empty body is a CardwrightError (see FhirClient). */
export async function requestFhir(connection: FhirConnection, request: FhirRequest): Promise<FhirResponse> {
  const response = await send(connection, request);
  const text = await readText(response, connection.maxResponseBytes, request);
  const body = parseJson(text);
  const isUnchanged = response.status === 304 && request.headers?.['if-none-match'] !== undefined;
  if (!response.ok && !isUnchanged) throw refusal(response, request, body, connection.now());
  if (text !== '' && body === undefined)
    throw new CardwrightError('fhir-refused', 'The FHIR server did not answer with JSON.', describe(request));
  const header = (name: string) => response.headers.get(name) ?? undefined;
  return { status: response.status, body, location: header('location'), etag: header('etag') };
}

async function send({ fetch, accessToken, origin }: FhirConnection, request: FhirRequest): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/fhir+json', ...request.headers };
  if (accessToken !== undefined && new URL(request.url).origin === origin)
    headers.authorization = `Bearer ${accessToken}`;
  if (request.body) {
    headers['content-type'] = 'application/fhir+json';
    headers.prefer = 'return=representation';
  }
  try {
    request.signal.throwIfAborted();
    return await fetch(request.url, {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: request.signal,
      ...(request.body && { body: JSON.stringify(request.body) }),
    });
  } catch {
    throw silence(request);
  }
}

async function readText(response: Response, maxBytes: number, request: FhirRequest): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch {
    throw silence(request);
  }
  if (bytes <= maxBytes) return text + decoder.decode();
  throw new CardwrightError('too-large', 'The answer of the FHIR server is over the limit.', {
    ...describe(request),
    maxResponseBytes: maxBytes,
  });
}

/** The cause is left behind on purpose: messages of fetch hold addresses, and addresses hold patient ids. */
function silence(request: FhirRequest): CardwrightError {
  return request.signal.aborted
    ? new CardwrightError('deadline-exceeded', 'The FHIR server did not answer in time.', describe(request))
    : new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.', describe(request));
}

function refusal({ status, headers }: Response, request: FhirRequest, body: unknown, now: number): CardwrightError {
  const isRedirect = status === 0 || (status >= 300 && status < 400);
  const message = isRedirect
    ? 'The FHIR server redirects, which is not followed.'
    : `The FHIR server refused with status ${status}.`;
  const waitMs = retryAfterMs(headers.get('retry-after'), now);
  return new CardwrightError('fhir-refused', message, {
    ...describe(request),
    status,
    issues: issueCodes(body),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
  });
}

/** Issue codes only: diagnostics and details are free text of a server that holds patient data. */
function issueCodes(body: unknown): readonly string[] {
  if (!isObject(body) || body.resourceType !== 'OperationOutcome' || !Array.isArray(body.issue)) return [];
  return body.issue.flatMap((issue: unknown) => {
    const code = isObject(issue) ? issue.code : undefined;
    return typeof code === 'string' && /^[a-z-]{1,32}$/.test(code) ? [code] : [];
  });
}

function describe({ method, type }: FhirRequest): { readonly method: string; readonly type: string } {
  return { method, type };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
