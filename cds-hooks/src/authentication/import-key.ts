import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';
import { keyKinds } from './signing-algorithms.ts';
import { knownPrivateKeys } from './known-private-keys.ts';

/** A public key of a client, ready to verify with. */
export interface VerificationKey {
  readonly id: string;
  readonly algorithm: string;
  readonly key: CryptoKey;
  /** The private half is published: in the set itself, or at a place that we know. */
  readonly isPrivateHalfPublic: boolean;
}

/**
 * One member of a JWK Set (RFC 7517) as a key for each of the algorithms that it can be used with; none when it is not a
 * signature key of a kind that we take, or cannot be read. Private members are dropped.
 */
export async function importKey(jwk: unknown, algorithms: ReadonlySet<string>): Promise<readonly VerificationKey[]> {
  const read = readKey(jwk);
  if (read === undefined) return [];
  const { id, key, hasPrivateHalf } = read;
  const fitting = [...algorithms].filter((algorithm) => fits(key, algorithm));
  try {
    const isPrivateHalfPublic = hasPrivateHalf || knownPrivateKeys.has(await calculateJwkThumbprint(key));
    const imported = await Promise.all(fitting.map((algorithm) => importFor(key, algorithm)));
    return imported.flatMap(({ algorithm, key }) =>
      key === undefined ? [] : [{ id, algorithm, key, isPrivateHalfPublic }],
    );
  } catch {
    return [];
  }
}

async function importFor(
  jwk: JWK,
  algorithm: string,
): Promise<{ readonly algorithm: string; readonly key?: CryptoKey }> {
  const key = await importJWK(jwk, algorithm);
  return key instanceof Uint8Array || isWeak(key) ? { algorithm } : { algorithm, key };
}

/** RSA below 2048 bits: "a key of size 2048 bits or larger MUST be used" (RFC 7518 §3.3). */
const isWeak = ({ algorithm }: CryptoKey): boolean =>
  'modulusLength' in algorithm && !(Number(algorithm.modulusLength) >= 2048);

interface ReadKey {
  readonly id: string;
  /** The public members only. */
  readonly key: JWK;
  readonly hasPrivateHalf: boolean;
}

function readKey(jwk: unknown): ReadKey | undefined {
  if (typeof jwk !== 'object' || jwk === null) return undefined;
  const member = (name: string): string | undefined => {
    const value: unknown = Object.hasOwn(jwk, name) ? Reflect.get(jwk, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const id = member('kid');
  if (id === undefined || !isForSignatures(jwk, member('use'))) return undefined;
  const names = ['kty', 'crv', 'x', 'y', 'n', 'e', 'alg'];
  const key: JWK = Object.fromEntries(
    names.flatMap((name) => (member(name) === undefined ? [] : [[name, member(name)]])),
  );
  return { id, key, hasPrivateHalf: member('d') !== undefined };
}

function isForSignatures(jwk: object, use: string | undefined): boolean {
  const operations: unknown = Reflect.get(jwk, 'key_ops');
  const canVerify = !Array.isArray(operations) || operations.includes('verify') || operations.includes('sign');
  return (use ?? 'sig') === 'sig' && canVerify;
}

function fits(key: JWK, algorithm: string): boolean {
  const kind = keyKinds.get(algorithm);
  return kind?.kty === key.kty && (kind?.crv ?? key.crv) === key.crv && (key.alg ?? algorithm) === algorithm;
}
