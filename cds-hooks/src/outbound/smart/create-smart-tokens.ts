import { CardwrightError } from '@cardwright/cds-service';
import { withRetries, type AccessTokens, type GrantedToken, type RetryPolicy } from '@cardwright/fhir';
import { discoverEndpoint } from './discover-endpoint.ts';
import { readGrantedScopes } from './granted-scopes.ts';
import type { SigningKey } from './load-signing-key.ts';
import { requestToken, type IssuedToken } from './request-token.ts';
import { scopesFor, type ScopeNeeds } from './scope-needs.ts';
import type { SmartEndpoint } from './smart-endpoint.ts';

export interface SmartTokensOptions {
  /** FHIR base URL. */
  readonly baseUrl: string;
  readonly clientId: string;
  /** The first that the server takes signs. */
  readonly keys: readonly SigningKey[];
  readonly tokenUrl?: string;
  /** Asked for instead of `needs`. */
  readonly scopes?: readonly string[];
  /** Asked each time: services come and go. */
  readonly needs: () => ScopeNeeds;
  /** The guarded one: discovery and token endpoint are addresses that somebody else chose. */
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly newUuid: () => string;
  readonly retry: RetryPolicy;
  /** Told of each token that was issued, without it. */
  readonly onIssued?: (issued: { readonly asked: readonly string[]; readonly missing: readonly string[] }) => void;
}

/** A token request and its discovery may take this long, whoever waits for them. */
export const tokenTimeoutMs = 10_000;
/** What a refusal is good for: a wrong key is not tried with every request. */
export const refusalMs = 5_000;
/** A configuration is read again after this. */
export const endpointAgeMs = 60 * 60_000;
/** Of a token whose lifetime is not told. */
const unknownLifetimeSeconds = 60;

interface Held {
  readonly granted: GrantedToken;
  readonly freshUntilMs: number;
}

/**
 * Tokens of SMART Backend Services for one FHIR server, in memory only. One request at a time for a set of scopes, whatever the
 * number of calls that wait for it; it goes on when a caller gives up, because the next one needs it too. A token is taken for good
 * until 30 s or a tenth of its life before its end, whichever is more.
 */
export function createSmartTokens(options: SmartTokensOptions): AccessTokens {
  const { now } = options;
  const nowMs = () => now().getTime();
  const held = new Map<string, Held>();
  const flights = new Map<string, Promise<GrantedToken>>();
  let refusal: { readonly error: CardwrightError; readonly untilMs: number } | undefined;
  let endpoint: { readonly value: SmartEndpoint; readonly readAtMs: number } | undefined;

  const findEndpoint = async (signal: AbortSignal): Promise<SmartEndpoint> => {
    if (options.tokenUrl !== undefined) return { tokenUrl: options.tokenUrl, scopeVersion: 'v2' };
    if (endpoint === undefined || nowMs() - endpoint.readAtMs >= endpointAgeMs)
      endpoint = { value: await discoverEndpoint(options.fetch, options.baseUrl, signal), readAtMs: nowMs() };
    return endpoint.value;
  };
  const issue = async (key: string): Promise<GrantedToken> => {
    const signal = AbortSignal.timeout(tokenTimeoutMs);
    const { tokenUrl, algorithms, scopeVersion } = await findEndpoint(signal);
    const signing = options.keys.find(({ algorithm }) => algorithms?.includes(algorithm) ?? true);
    if (signing === undefined)
      throw new CardwrightError('token-refused', 'The authorization server takes none of the algorithms of our keys.');
    const asked = options.scopes ?? scopesFor(options.needs(), scopeVersion);
    if (asked.length === 0) throw new CardwrightError('token-refused', 'No service needs anything of the FHIR server.');
    const request = { ...options, key: signing, tokenUrl, scopes: asked };
    const startedMs = nowMs();
    const issued = await withRetries(() => requestToken(request, signal), options.retry, signal);
    const { permits, missing } = readGrantedScopes(issued.scope, asked);
    const granted = { token: issued.token, permits };
    for (const [other, { freshUntilMs }] of held) if (freshUntilMs <= startedMs) held.delete(other);
    held.set(key, { granted, freshUntilMs: startedMs + freshMs(issued) });
    options.onIssued?.({ asked, missing });
    return granted;
  };
  const fly = (key: string): Promise<GrantedToken> => {
    const flight = issue(key)
      .catch((error: unknown) => {
        const wasRefused = error instanceof CardwrightError && error.code === 'token-refused';
        if (wasRefused) [refusal, endpoint] = [{ error, untilMs: nowMs() + refusalMs }, undefined];
        throw error;
      })
      .finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
  return {
    get: async (signal) => {
      const key = (options.scopes ?? scopesFor(options.needs(), 'v2')).join(' ');
      const one = held.get(key);
      if (one !== undefined && nowMs() < one.freshUntilMs) return one.granted;
      if (refusal !== undefined && nowMs() < refusal.untilMs) throw refusal.error;
      return unlessAborted(flights.get(key) ?? fly(key), signal);
    },
    invalidate: (token) => {
      for (const [key, { granted }] of held) if (granted.token === token) held.delete(key);
    },
  };
}

function freshMs({ expiresInSeconds = unknownLifetimeSeconds }: IssuedToken): number {
  return (expiresInSeconds - Math.max(30, expiresInSeconds * 0.1)) * 1000;
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const give = () =>
    aborted.reject(new CardwrightError('deadline-exceeded', 'The authorization server did not answer in time.'));
  if (signal.aborted) give();
  signal.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', give);
    // When the caller gave up, the failure of the work is nobody's.
    work.catch(() => undefined);
  }
}
