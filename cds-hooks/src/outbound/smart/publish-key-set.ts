import type { JWK } from 'jose';
import type { SigningKey } from './load-signing-key.ts';

/** How long an authorization server may keep our keys; a new key is published for longer than this before it signs. */
export const keySetMaxAgeSeconds = 300;

/** Our public keys as a JWK Set (RFC 7517), one of each `kid`, in the order of the configuration. */
export function publishKeySet(keys: Iterable<SigningKey>): { readonly keys: readonly JWK[] } {
  return { keys: [...new Map([...keys].map(({ kid, publicJwk }) => [kid, publicJwk])).values()] };
}
