import type { ParsedToken } from './parse-token.ts';
import { TokenRefused } from './token-refused.ts';

/** What a token's claims are held against. */
export interface ClaimRules {
  /** URL of the endpoint and the client's extra audiences. */
  readonly audiences: readonly string[];
  /** Any, when absent. */
  readonly tenants?: readonly string[];
  readonly nowMs: number;
  readonly clockSkewMs: number;
  readonly maxLifetimeMs: number;
}

/** Audience, times and tenant, in the order of the best practices. The issuer is checked before, the signature after. */
export function checkClaims(token: ParsedToken, rules: ClaimRules): void {
  const accepted = new Set(rules.audiences.map(canonicalAudience));
  if (!token.audiences.some((audience) => accepted.has(canonicalAudience(audience))))
    throw new TokenRefused('wrong-audience');
  checkTimes(token, rules);
  if (rules.tenants !== undefined && (token.tenant === undefined || !rules.tenants.includes(token.tenant)))
    throw new TokenRefused('unknown-tenant');
}

function checkTimes(token: ParsedToken, { nowMs, clockSkewMs, maxLifetimeMs }: ClaimRules): void {
  const { expiresAt, issuedAt, notBefore = 0 } = token;
  if (nowMs >= expiresAt * 1000 + clockSkewMs) throw new TokenRefused('expired');
  if (issuedAt * 1000 > nowMs + clockSkewMs) throw new TokenRefused('issued-in-future');
  if (notBefore * 1000 > nowMs + clockSkewMs) throw new TokenRefused('not-yet-valid');
  const lifetimeMs = (expiresAt - issuedAt) * 1000;
  if (lifetimeMs <= 0 || lifetimeMs > maxLifetimeMs) throw new TokenRefused('lifetime-too-long');
}

/** Clients type the URL by hand: case of the host, a default port and a slash at the end do not matter. */
function canonicalAudience(audience: string): string {
  const url = /^https?:\/\//i.test(audience) ? URL.parse(audience) : null;
  return (url?.href ?? audience).replace(/\/+$/, '');
}
