import { CardwrightError } from '@cardwright/cds-service';

/** A key of the store: AES-256, named, so that what it sealed says which key opens it. */
export interface StoreKey {
  /** 1 to 32 of a–z, 0–9 and `-`; for example the month since which it is in use. Not a secret. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** The first key seals, every key opens. */
export type KeyRing = readonly [StoreKey, ...StoreKey[]];

/** Bytes of a key. */
export const keyBytes = 32;

const entryForm = /^(?<id>[a-z0-9-]{1,32}):(?<secret>[A-Za-z0-9+/]{43}=)$/;

/**
 * Reads keys as they are configured: `id:base64` of 32 bytes, one a line or separated by commas, the newest first; lines that begin
 * with `#` are comments.
 * @throws CardwrightError `store-key`; the message names the position, never what stands there.
 */
export function parseKeyRing(text: string): KeyRing {
  const entries = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .flatMap((line) => line.split(/[\s,]+/))
    .filter((entry) => entry !== '');
  const [first, ...others] = entries.map(parseKey);
  if (first === undefined) throw new CardwrightError('store-key', 'No key of the store is given.');
  const ring: KeyRing = [first, ...others];
  if (new Set(ring.map(({ id }) => id)).size < ring.length)
    throw new CardwrightError('store-key', 'Two keys of the store have the same id.');
  return ring;
}

/** The form that `parseKeyRing` reads: one line. */
export const formatKey = ({ id, secret }: StoreKey): string => `${id}:${Buffer.from(secret).toString('base64')}`;

function parseKey(entry: string, index: number): StoreKey {
  const { id, secret } = entryForm.exec(entry)?.groups ?? {};
  if (id === undefined || secret === undefined)
    throw new CardwrightError('store-key', `Key ${index + 1} of the store is not id:base64 of ${keyBytes} bytes.`);
  return { id, secret: Buffer.from(secret, 'base64') };
}
