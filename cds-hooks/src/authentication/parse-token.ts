import { TokenRefused } from './token-refused.ts';

/** The longest issuer, key id, token id and tenant that is read. */
const maxTextLength = 512;
const maxAudiences = 32;

/** A token as it claims to be: nothing in it is proven. */
export interface ParsedToken {
  readonly algorithm: string;
  readonly keyId: string;
  readonly type: string;
  readonly jku?: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Seconds since the epoch, as all times of a JWT. */
  readonly expiresAt: number;
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly jti: string;
  readonly tenant?: string;
}

/**
 * Reads header and payload of a compact JWS (RFC 7515) whose parts are base64url. All members that CDS Hooks requires must
 * be there with their type; others (Epic's `sub`) are let in. `crit` is refused: we understand no extension.
 * Refuses with `malformed-token`.
 */
export function parseToken(token: string): ParsedToken {
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = readPart(head);
  const payload = readPart(body);
  decodeBase64url(signature);
  if (header['crit'] !== undefined) throw malformed();
  const jku = optionalText(header['jku']);
  const tenant = optionalText(payload['tenant']);
  const notBefore = payload['nbf'] === undefined ? undefined : seconds(payload['nbf']);
  return {
    algorithm: text(header['alg']),
    keyId: text(header['kid']),
    type: text(header['typ']),
    ...(jku === undefined ? {} : { jku }),
    issuer: text(payload['iss']),
    audiences: audiencesOf(payload['aud']),
    expiresAt: seconds(payload['exp']),
    issuedAt: seconds(payload['iat']),
    ...(notBefore === undefined ? {} : { notBefore }),
    jti: text(payload['jti']),
    ...(tenant === undefined ? {} : { tenant }),
  };
}

const malformed = (): TokenRefused => new TokenRefused('malformed-token');

function readPart(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64url(part)));
    if (isRecord(value)) return value;
  } catch {
    throw malformed();
  }
  throw malformed();
}

/** Only the one spelling of the bytes: else a token could be changed in its last character and stay the same. */
function decodeBase64url(part: string): Uint8Array {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw malformed();
  return bytes;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function text(value: unknown): string {
  if (typeof value === 'string' && value !== '' && value.length <= maxTextLength) return value;
  throw malformed();
}

const optionalText = (value: unknown): string | undefined => (value === undefined ? undefined : text(value));

function seconds(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1e11) return value;
  throw malformed();
}

/** "string or array of string" (CDS Hooks 2.0.1, JSON Web Token payload). */
function audiencesOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (all.length === 0 || all.length > maxAudiences) throw malformed();
  return all.map(text);
}
