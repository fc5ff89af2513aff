import { CardwrightError } from '@cardwright/cds-service';
import type { SigningKey } from './load-signing-key.ts';
import { requestJson } from './request-json.ts';
import { signAssertion } from './sign-assertion.ts';

export interface TokenRequest {
  readonly fetch: typeof fetch;
  readonly key: SigningKey;
  readonly clientId: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
  readonly now: () => Date;
  readonly newUuid: () => string;
}

export interface IssuedToken {
  readonly token: string;
  /** Absent: the server does not say. */
  readonly expiresInSeconds?: number;
  readonly scope?: string;
}

/** Characters of a bearer token (RFC 6750 §2.1): anything else would end in the message of an error about a header. */
const bearerToken = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * One POST to the token endpoint with an assertion of its own (https://hl7.org/fhir/smart-app-launch/backend-services.html). Errors:
 * `token-refused` with the OAuth error code, `fhir-unreachable`, `deadline-exceeded`.
 */
export async function requestToken(request: TokenRequest, signal: AbortSignal): Promise<IssuedToken> {
  const { fetch, key, clientId, tokenUrl, scopes, now, newUuid } = request;
  const assertion = await signAssertion({ key, clientId, tokenUrl, now: now(), jti: newUuid() });
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: scopes.join(' '),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const { status, body } = await requestJson(
    fetch,
    tokenUrl,
    { method: 'POST', headers, body: form.toString() },
    signal,
  );
  if (status !== 200) throw refused(status, body['error']);
  const { access_token: token, token_type: type, expires_in: expiresIn, scope } = body;
  if (
    typeof token !== 'string' ||
    !bearerToken.test(token) ||
    typeof type !== 'string' ||
    type.toLowerCase() !== 'bearer'
  )
    throw new CardwrightError('token-refused', 'The authorization server did not answer with a bearer token.', {
      status,
    });
  const seconds = Number(typeof expiresIn === 'string' ? expiresIn.trim() || Number.NaN : (expiresIn ?? Number.NaN));
  return {
    token,
    ...(Number.isFinite(seconds) && { expiresInSeconds: seconds }),
    ...(typeof scope === 'string' && { scope }),
  };
}

function refused(status: number, error: unknown): CardwrightError {
  // The description is free text of somebody else; the code is one of RFC 6749 §5.2.
  const code = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : undefined;
  const message = `The authorization server gave no token${code === undefined ? '' : ` (${code})`}.`;
  return new CardwrightError('token-refused', message, { status, ...(code !== undefined && { error: code }) });
}
