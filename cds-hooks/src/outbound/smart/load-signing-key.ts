import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CardwrightError } from '@cardwright/cds-service';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { knownPrivateKeys } from '../../authentication/known-private-keys.ts';
import type { SmartKeyConfig } from './smart-config.ts';

/** A private key that signs for us, and the public half as we publish it. */
export interface SigningKey {
  readonly kid: string;
  readonly algorithm: 'RS384' | 'ES384';
  readonly key: KeyObject;
  readonly publicJwk: JWK;
}

/**
 * Reads a private key from its file; it is kept in memory only. Error: `bad-argument` with the path, never with what the file
 * holds: unreadable, of another kind than the two that SMART names, weak, or one whose private half is published.
 */
export async function loadSigningKey({ privateKeyFile, kid }: SmartKeyConfig): Promise<SigningKey> {
  const refuse = (why: string) => new CardwrightError('bad-argument', `The private key file ${privateKeyFile} ${why}.`);
  const key = readKey(privateKeyFile);
  if (key === undefined) throw refuse('cannot be read as a private key (PEM without pass phrase, or JWK)');
  const algorithm = algorithmOf(key);
  if (algorithm === undefined) throw refuse('holds neither RSA of at least 2048 bits (RS384) nor EC P-384 (ES384)');
  const jwk = key.export({ format: 'jwk' });
  const thumbprint = await calculateJwkThumbprint(jwk);
  if (knownPrivateKeys.has(thumbprint)) throw refuse('holds a key whose private half is published');
  const id = kid ?? thumbprint;
  const names = ['kty', 'crv', 'x', 'y', 'n', 'e'] as const;
  const members = Object.fromEntries(names.flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]])));
  return { kid: id, algorithm, key, publicJwk: { ...members, kid: id, alg: algorithm, use: 'sig' } };
}

function readKey(path: string): KeyObject | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return text.trimStart().startsWith('{')
      ? createPrivateKey({ key: JSON.parse(text), format: 'jwk' })
      : createPrivateKey(text);
  } catch {
    return undefined;
  }
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): SigningKey['algorithm'] | undefined {
  if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 ? 'RS384' : undefined;
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'ES384' : undefined;
}
