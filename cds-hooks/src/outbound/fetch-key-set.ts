import { readLimitedText } from './read-limited-text.ts';

/** A key set that takes longer, or is larger, is refused: 64 keys need less than 64 KB. */
export const keySetTimeoutMs = 2_000;
export const maxKeySetBytes = 256 * 1024;

/** Reads the JSON of a JWK Set. Rejects without detail: no 200, a redirect, too slow, too large, no JSON. */
export function fetchKeySet(fetchOut: typeof fetch): (url: string) => Promise<unknown> {
  return async (url) => {
    const response = await fetchOut(url, {
      headers: { accept: 'application/jwk-set+json, application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(keySetTimeoutMs),
    });
    if (response.status !== 200) throw new Error('no key set');
    const set: unknown = JSON.parse(await readLimitedText(response, maxKeySetBytes));
    return set;
  };
}
