import type { VerificationKey } from './import-key.ts';
import { importKeySet } from './import-key-set.ts';
import type { KeySet } from './key-set.ts';
import { TokenRefused } from './token-refused.ts';

export interface RemoteKeySetOptions {
  readonly url: string;
  readonly algorithms: ReadonlySet<string>;
  /** Reads the JSON at the URL within its own limits of time and size. */
  readonly fetchJson: (url: string) => Promise<unknown>;
  readonly now: () => Date;
}

/** Keys are read again after this. */
export const maxKeyAgeMs = 10 * 60_000;
/** While the set cannot be read, the last one is good for this long: a withdrawn key is trusted no longer than that. */
export const maxStaleKeyAgeMs = 60 * 60_000;
/** An unknown `kid` leads to one read in this time: anybody can send one. */
export const keyCoolDownMs = 30_000;

/**
 * A JWK Set at a URL: cached, read anew when it is old or a key is unknown (rotation), by one request at a time whatever the
 * number of calls that wait for it. The read goes on when a caller gives up, because the next one needs it too.
 */
export function remoteKeySet({ url, algorithms, fetchJson, now }: RemoteKeySetOptions): KeySet {
  let keys: readonly VerificationKey[] | undefined;
  let readAtMs = 0;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    triedAtMs = now().getTime();
    try {
      const read = await importKeySet(await fetchJson(url), algorithms);
      if (read !== undefined) [keys, readAtMs] = [read, now().getTime()];
    } catch {
      // What was read before stays good for a while; without it the caller is refused below.
    }
  };
  const refresh = (): Promise<void> => (reading ??= read().finally(() => (reading = undefined)));

  return {
    async find(keyId, signal) {
      const ageMs = () => (keys === undefined ? Number.POSITIVE_INFINITY : now().getTime() - readAtMs);
      const withId = () => (ageMs() > maxStaleKeyAgeMs ? [] : (keys ?? []).filter(({ id }) => id === keyId));
      const isWanting = ageMs() > maxKeyAgeMs || withId().length === 0;
      const mayTry = reading !== undefined || now().getTime() - triedAtMs >= keyCoolDownMs;
      if (isWanting && mayTry) await unlessAborted(refresh(), signal);
      if (ageMs() > maxStaleKeyAgeMs) throw new TokenRefused('keys-unreachable');
      return withId();
    },
  };
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const give = () => aborted.reject(new TokenRefused('keys-unreachable'));
  if (signal.aborted) give();
  signal.addEventListener('abort', give, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
