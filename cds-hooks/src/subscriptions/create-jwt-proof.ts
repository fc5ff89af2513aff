import { checkClaims } from '../authentication/check-claims.ts';
import { clientKeys } from '../authentication/client-keys.ts';
import { parseToken } from '../authentication/parse-token.ts';
import { readBearerToken } from '../authentication/read-bearer-token.ts';
import { signingAlgorithms } from '../authentication/signing-algorithms.ts';
import { TokenRefused } from '../authentication/token-refused.ts';
import { verifySignature } from '../authentication/verify-signature.ts';
import type { Limits, SourceJwt } from '../config/config.ts';
import { checkOutboundUrl } from '../outbound/check-outbound-url.ts';

/** True when the `Authorization` header holds a JWT of the source. */
export type JwtProof = (authorization: string | undefined, signal: AbortSignal) => Promise<boolean>;

export interface JwtProofOptions {
  readonly limits: Pick<Limits, 'clockSkewMs' | 'maxTokenLifetimeMs'>;
  readonly demo: boolean;
  readonly now: () => Date;
  readonly fetchJson: (url: string) => Promise<unknown>;
}

/**
 * The check of CDS clients' JWTs, with one difference: a source gets a token for some time and sends it with every notification
 * (RFC 9068), so that `jti` is not used up. A repeated notification is the inbox's business. Error: `bad-argument` when the keys
 * in the configuration cannot be used.
 */
export async function createJwtProof(options: JwtProofOptions, source: string, jwt: SourceJwt): Promise<JwtProof> {
  const { limits, demo, now, fetchJson } = options;
  if (jwt.jwksUrl !== undefined) checkOutboundUrl(jwt.jwksUrl, 'bad-argument');
  const algorithms = signingAlgorithms(jwt.algorithms);
  const keysAt = await clientKeys({
    name: source,
    client: jwt,
    algorithms,
    fetchJson,
    now,
    allowPublicPrivateKeys: demo,
  });
  const check = async (authorization: string | undefined, signal: AbortSignal): Promise<void> => {
    const compact = readBearerToken(authorization);
    const token = parseToken(compact);
    if (token.issuer !== jwt.issuer) throw new TokenRefused('unknown-issuer');
    if (!/^(application\/)?(at\+)?jwt$/i.test(token.type)) throw new TokenRefused('wrong-type');
    if (!algorithms.has(token.algorithm)) throw new TokenRefused('refused-algorithm');
    checkClaims(token, {
      audiences: jwt.audiences,
      nowMs: now().getTime(),
      clockSkewMs: limits.clockSkewMs,
      maxLifetimeMs: jwt.maxLifetimeSeconds === undefined ? limits.maxTokenLifetimeMs : jwt.maxLifetimeSeconds * 1000,
    });
    // A `jku` in the token is not looked at: the keys are in the configuration, or at the URL that it names.
    const keys = await keysAt(undefined).find(token.keyId, signal);
    await verifySignature({ token: compact, algorithm: token.algorithm, keys, allowPublicPrivateKeys: demo });
  };
  return async (authorization, signal) => {
    try {
      await check(authorization, signal);
      return true;
    } catch (error) {
      if (error instanceof TokenRefused) return false;
      throw error;
    }
  };
}
