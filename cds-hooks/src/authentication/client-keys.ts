import { CardwrightError } from '@cardwright/cds-service';
import type { ClientConfig } from '../config/config.ts';
import { importKeySet } from './import-key-set.ts';
import type { KeySet } from './key-set.ts';
import { remoteKeySet, type RemoteKeySetOptions } from './remote-key-set.ts';
import { TokenRefused } from './token-refused.ts';

export interface ClientKeysOptions extends Omit<RemoteKeySetOptions, 'url'> {
  readonly name: string;
  readonly client: ClientConfig;
  readonly allowPublicPrivateKeys: boolean;
}

/** Gives the key set that a token's `jku` selects. Refuses with `refused-jku`. */
export type ClientKeys = (jku: string | undefined) => KeySet;

/**
 * Where a client's keys are: in the configuration, at its registered URL, or at one of its `jku` URLs, compared character by
 * character. A `jku` in a token never makes us ask an address that is not in the configuration; with registered keys it is
 * not looked at, because clients send it always. Error: `bad-argument` for keys in the configuration that cannot be used.
 */
export async function clientKeys(options: ClientKeysOptions): Promise<ClientKeys> {
  const { client } = options;
  if (client.jwks !== undefined) {
    const set = await inlineKeySet(options, client.jwks);
    return () => set;
  }
  if (client.jwksUrl !== undefined) {
    const set = remoteKeySet({ ...options, url: client.jwksUrl });
    return () => set;
  }
  const sets = new Map((client.jku ?? []).map((url) => [url, remoteKeySet({ ...options, url })]));
  return (jku) => {
    const set = jku === undefined ? onlyOne(sets) : sets.get(jku);
    if (set === undefined) throw new TokenRefused('refused-jku');
    return set;
  };
}

/** "If the `jku` header field is omitted, [they] SHALL communicate the JWK Set out-of-band": one listed URL is just that. */
const onlyOne = (sets: ReadonlyMap<string, KeySet>): KeySet | undefined =>
  sets.size === 1 ? sets.values().next().value : undefined;

async function inlineKeySet(
  { name, algorithms, allowPublicPrivateKeys }: ClientKeysOptions,
  set: { readonly keys: readonly unknown[] },
): Promise<KeySet> {
  const keys = (await importKeySet(set, algorithms)) ?? [];
  const problem = (what: string) => new CardwrightError('bad-argument', `The keys of client "${name}" ${what}.`);
  if (keys.length === 0) throw problem('hold none with a kid for its algorithms');
  if (!allowPublicPrivateKeys && keys.some(({ isPrivateHalfPublic }) => isPrivateHalfPublic))
    throw problem('hold one whose private half is published');
  return { find: async (keyId) => keys.filter(({ id }) => id === keyId) };
}
