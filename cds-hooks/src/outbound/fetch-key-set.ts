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
    const set: unknown = JSON.parse(await readText(response));
    return set;
  };
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxKeySetBytes) throw new Error('key set too large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
