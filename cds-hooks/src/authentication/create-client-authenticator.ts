import { CardwrightError } from '@cardwright/cds-service';
import type { Store } from '@cardwright/store';
import type { Logger } from 'pino';
import type { ClientConfig, Limits } from '../config/config.ts';
import { checkOutboundUrl } from '../outbound/check-outbound-url.ts';
import { checkClaims } from './check-claims.ts';
import type { AuthenticatedClient, AuthenticationRequest, ClientAuthenticator } from './client-authenticator.ts';
import { clientKeys, type ClientKeys } from './client-keys.ts';
import { parseToken, type ParsedToken } from './parse-token.ts';
import { readBearerToken } from './read-bearer-token.ts';
import { signingAlgorithms } from './signing-algorithms.ts';
import { TokenRefused } from './token-refused.ts';
import { verifySignature } from './verify-signature.ts';

export interface ClientAuthenticatorOptions {
  /** By name. None: authentication is off. */
  readonly clients: Readonly<Record<string, ClientConfig>>;
  readonly limits: Pick<Limits, 'clockSkewMs' | 'maxTokenLifetimeMs'>;
  /** Demo mode takes keys whose private half is published: those of the CDS Hooks sandbox, say. */
  readonly demo: boolean;
  readonly store: Pick<Store, 'claimToken'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly now: () => Date;
  /** Reads a JWK Set. */
  readonly fetchJson: (url: string) => Promise<unknown>;
}

interface RegisteredClient {
  readonly name: string;
  readonly config: ClientConfig;
  readonly algorithms: ReadonlySet<string>;
  readonly keysAt: ClientKeys;
}

/**
 * Checks the JWT of CDS Hooks (2.0.1, Trusting CDS Clients) in the order of the best practices: issuer, audience, times, tenant,
 * signature, and last that the token was not used before. `undefined`: no client is registered, and nobody is authenticated. Error: `bad-argument` when a client cannot be registered as configured.
 */
export async function createClientAuthenticator(
  options: ClientAuthenticatorOptions,
): Promise<ClientAuthenticator | undefined> {
  const { clients, log } = options;
  const registered = await Promise.all(
    Object.entries(clients).map(([name, config]) => registerClient(options, name, config)),
  );
  if (registered.length === 0) return undefined;
  const byIssuer = new Map(registered.map((client) => [client.config.issuer, client]));
  if (byIssuer.size < registered.length)
    throw new CardwrightError('bad-argument', 'Two clients of the configuration have the same issuer.');
  return async (request, signal) => {
    const seen: { token?: ParsedToken } = {};
    try {
      return await authenticate(options, byIssuer, request, signal, seen);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      const { issuer, jti } = seen.token ?? {};
      log.info({ reason: error.reason, issuer, jti }, 'client refused');
      throw new CardwrightError('bad-signature', 'The request is not authenticated.');
    }
  };
}

async function registerClient(
  { fetchJson, now, demo }: ClientAuthenticatorOptions,
  name: string,
  config: ClientConfig,
): Promise<RegisteredClient> {
  for (const url of [config.jwksUrl ?? [], config.jku ?? []].flat()) checkOutboundUrl(url, 'bad-argument');
  const algorithms = signingAlgorithms(config.algorithms);
  const keysAt = await clientKeys({ name, client: config, algorithms, fetchJson, now, allowPublicPrivateKeys: demo });
  return { name, config, algorithms, keysAt };
}

async function authenticate(
  options: ClientAuthenticatorOptions,
  byIssuer: ReadonlyMap<string, RegisteredClient>,
  request: AuthenticationRequest,
  signal: AbortSignal,
  seen: { token?: ParsedToken },
): Promise<AuthenticatedClient> {
  const compact = readBearerToken(request.authorization);
  const token = (seen.token = parseToken(compact));
  const client = byIssuer.get(token.issuer);
  if (client === undefined) throw new TokenRefused('unknown-issuer');
  if (!/^(application\/)?jwt$/i.test(token.type)) throw new TokenRefused('wrong-type');
  if (!client.algorithms.has(token.algorithm)) throw new TokenRefused('refused-algorithm');
  checkClaims(token, claimRules(options, client.config, request.url));
  const keys = await client.keysAt(token.jku).find(token.keyId, signal);
  await verifySignature({
    token: compact,
    algorithm: token.algorithm,
    keys,
    allowPublicPrivateKeys: options.demo,
  });
  await claim(options, token);
  const { name, config } = client;
  return { name, issuer: token.issuer, ...(token.tenant === undefined ? {} : { tenant: token.tenant }), config };
}

function claimRules({ limits, now }: ClientAuthenticatorOptions, config: ClientConfig, url: string) {
  return {
    audiences: [url, ...(config.audiences ?? [])],
    ...(config.tenants === undefined ? {} : { tenants: config.tenants }),
    nowMs: now().getTime(),
    clockSkewMs: limits.clockSkewMs,
    maxLifetimeMs:
      config.maxLifetimeSeconds === undefined ? limits.maxTokenLifetimeMs : config.maxLifetimeSeconds * 1000,
  };
}

/** Last, so that nobody can use up a client's token ids without its key. */
async function claim({ store, limits, now }: ClientAuthenticatorOptions, token: ParsedToken): Promise<void> {
  const expiresAtMs = Math.ceil(token.expiresAt * 1000) + limits.clockSkewMs;
  const claimed = await store.claimToken(token.issuer, token.jti, expiresAtMs, now().getTime());
  if (claimed === 'seen') throw new TokenRefused('replayed');
}
