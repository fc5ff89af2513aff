import { CardwrightError } from '@cardwright/cds-service';
import type { AccessTokens, FhirInteraction } from './access-tokens.ts';
import { requestFhir, type FhirConnection, type FhirRequest, type FhirResponse } from './request-fhir.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { withRetries } from './with-retries.ts';

export interface FhirSenderOptions {
  readonly base: URL;
  readonly fetch: typeof fetch;
  readonly accessToken: string | undefined;
  readonly tokens?: AccessTokens;
  readonly retry?: RetryPolicy;
  readonly maxResponseBytes: number;
}

export interface FhirCall extends FhirRequest {
  /** What a scope must allow; absent: the server judges. */
  readonly needs?: FhirInteraction | undefined;
  /** Sending it twice does it once. A GET always is. */
  readonly isSafe?: boolean;
}

/**
 * Sends requests to one FHIR server, addresses relative to its base. With `tokens`, what was not granted is not sent
 * (`scope-not-granted`), and a 401 gets one other token and one more attempt: whoever is not let in has done nothing.
 */
export function createFhirSender(options: FhirSenderOptions): (call: FhirCall) => Promise<FhirResponse> {
  const { base, tokens, retry, ...rest } = options;
  const connection: FhirConnection = { ...rest, origin: base.origin, now: retry?.now ?? noClock };
  const sendOnce = tokens
    ? (call: FhirCall) => withToken(connection, tokens, call)
    : (call: FhirCall) => requestFhir(connection, call);
  return (call) => {
    const resolved = { ...call, url: resolveUrl(call.url, base) };
    const isSafe = call.method === 'GET' || call.isSafe === true;
    return retry && isSafe ? withRetries(() => sendOnce(resolved), retry, call.signal) : sendOnce(resolved);
  };
}

/** Without a clock a `Retry-After` that is a date says nothing. */
const noClock = (): number => Number.NaN;

/** The base itself is posted to without the slash at its end. */
const resolveUrl = (url: string, base: URL): string =>
  url === '' ? base.href.replace(/\/$/, '') : new URL(url, base).href;

async function withToken(connection: FhirConnection, tokens: AccessTokens, call: FhirCall): Promise<FhirResponse> {
  const accessToken = await tokenFor(tokens, call);
  try {
    return await requestFhir({ ...connection, accessToken }, call);
  } catch (error) {
    if (!isUnauthorized(error)) throw error;
    tokens.invalidate(accessToken);
    return requestFhir({ ...connection, accessToken: await tokenFor(tokens, call) }, call);
  }
}

async function tokenFor(tokens: AccessTokens, { method, type, needs, signal }: FhirCall): Promise<string> {
  const { token, permits } = await tokens.get(signal);
  if (needs === undefined || permits(type, needs)) return token;
  throw new CardwrightError('scope-not-granted', 'The authorization server granted our token less than this needs.', {
    method,
    type,
  });
}

const isUnauthorized = (error: unknown): boolean =>
  error instanceof CardwrightError && error.code === 'fhir-refused' && error.details['status'] === 401;
