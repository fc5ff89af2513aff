import { importKey, type VerificationKey } from './import-key.ts';
import { maxKeys } from './key-set.ts';

/** The usable keys of a JWK Set (RFC 7517 §5) for the algorithms; `undefined` when it is none. Reads the first `maxKeys`. */
export async function importKeySet(
  set: unknown,
  algorithms: ReadonlySet<string>,
): Promise<readonly VerificationKey[] | undefined> {
  const keys: unknown = typeof set === 'object' && set !== null ? Reflect.get(set, 'keys') : undefined;
  if (!Array.isArray(keys)) return undefined;
  const imported = await Promise.all(keys.slice(0, maxKeys).map((key: unknown) => importKey(key, algorithms)));
  return imported.flat();
}
