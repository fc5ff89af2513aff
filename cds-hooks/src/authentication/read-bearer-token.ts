import { TokenRefused } from './token-refused.ts';

/** Larger tokens are refused unread. Real ones are below 2 KB. */
export const maxTokenBytes = 8 * 1024;

/** One bearer token in base64url parts (RFC 6750 §2.1, RFC 7515 §7.1); the scheme has no case (RFC 9110 §11.1). */
const bearer = /^Bearer {1,8}([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;

/** The JWT of an `Authorization` header. Refuses every other scheme, `null`, lists, and what is too long to be read. */
export function readBearerToken(authorization: string | undefined): string {
  if (authorization === undefined) throw new TokenRefused('no-token');
  if (authorization.length > maxTokenBytes) throw new TokenRefused('oversized-token');
  const token = bearer.exec(authorization)?.[1];
  if (token === undefined) throw new TokenRefused('malformed-header');
  return token;
}
