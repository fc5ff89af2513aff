import { SignJWT } from 'jose';
import type { SigningKey } from './load-signing-key.ts';

/** "No more than five minutes in the future": a minute is left to clocks that go behind ours. */
export const assertionLifetimeSeconds = 240;

export interface AssertionOptions {
  readonly key: SigningKey;
  readonly clientId: string;
  /** Exactly as it is posted to. */
  readonly tokenUrl: string;
  readonly now: Date;
  /** Never used before: servers remember them. */
  readonly jti: string;
}

/** The client assertion of https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html, good for one request. */
export async function signAssertion({ key, clientId, tokenUrl, now, jti }: AssertionOptions): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenUrl)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + assertionLifetimeSeconds)
    .setJti(jti)
    .sign(key.key);
}
