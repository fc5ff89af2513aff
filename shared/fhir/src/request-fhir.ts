import { CardwrightError } from '@cardwright/cds-service';
import type { Resource } from '@medplum/fhirtypes';
import { isObject } from './is-object.ts';

/** What all requests of one client share. */
export interface FhirConnection {
  readonly fetch: typeof fetch;
  readonly accessToken: string | undefined;
  readonly maxResponseBytes: number;
}

export interface FhirRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** The resource type, the only part of the address that an error may name: ids are patient data. */
  readonly type: string;
  readonly body?: Resource;
  readonly signal: AbortSignal;
}

export interface FhirResponse {
  /** Parsed JSON; `undefined` when the body is empty. */
  readonly body: unknown;
  readonly location: string | undefined;
}

/** One request; anything but a 2xx with JSON or an empty body is a CardwrightError (see FhirClient). */
export async function requestFhir(connection: FhirConnection, request: FhirRequest): Promise<FhirResponse> {
  const response = await send(connection, request);
  const text = await readText(response, connection.maxResponseBytes, request);
  const body = parseJson(text);
  if (!response.ok) throw refusal(response.status, request, body);
  if (text !== '' && body === undefined)
    throw new CardwrightError('fhir-refused', 'The FHIR server did not answer with JSON.', describe(request));
  return { body, location: response.headers.get('location') ?? undefined };
}

async function send({ fetch, accessToken }: FhirConnection, request: FhirRequest): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/fhir+json' };
  if (accessToken !== undefined) headers.authorization = `Bearer ${accessToken}`;
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

function refusal(status: number, request: FhirRequest, body: unknown): CardwrightError {
  const isRedirect = status === 0 || (status >= 300 && status < 400);
  const message = isRedirect
    ? 'The FHIR server redirects, which is not followed.'
    : `The FHIR server refused with status ${status}.`;
  return new CardwrightError('fhir-refused', message, { ...describe(request), status, issues: issueCodes(body) });
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
