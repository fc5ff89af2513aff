import { createHmac, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';

/** A key pair of a made-up client. Signed with node:crypto, so that the library under test does not judge its own work. */
export interface ClientKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: Readonly<Record<string, unknown>>;
}

export function newKey(alg: 'ES384' | 'RS384' | 'RS256', kid: string = randomUUID()): ClientKey {
  const { privateKey, publicKey } =
    alg === 'ES384'
      ? generateKeyPairSync('ec', { namedCurve: 'P-384' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, alg, privateKey, publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT with this header and payload, signed with the key. */
export function signToken(key: ClientKey, payload: object, header: object = {}): string {
  const text = `${encode({ alg: key.alg, typ: 'JWT', kid: key.kid, ...header })}.${encode(payload)}`;
  const hash = `sha${key.alg.slice(2)}`;
  const signature = sign(
    hash,
    Buffer.from(text),
    key.alg.startsWith('ES') ? { key: key.privateKey, dsaEncoding: 'ieee-p1363' } : key.privateKey,
  );
  return `${text}.${signature.toString('base64url')}`;
}

/** A token that is not signed at all. */
export const unsignedToken = (payload: object, kid: string): string =>
  `${encode({ alg: 'none', typ: 'JWT', kid })}.${encode(payload)}.`;

/** A token signed with HMAC over a secret that everybody knows: the public key. */
export function symmetricToken(payload: object, kid: string, secret: string): string {
  const text = `${encode({ alg: 'HS384', typ: 'JWT', kid })}.${encode(payload)}`;
  return `${text}.${createHmac('sha384', secret).update(text).digest('base64url')}`;
}
