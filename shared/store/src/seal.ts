import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { CardwrightError } from '@cardwright/cds-service';
import { keyBytes } from './key-ring.ts';
import type { KeyRing } from './key-ring.ts';

/** Seals what is stored about patients; both databases use it. All of it is synchronous, some microseconds a record. */
export interface Sealer {
  /** Bound to the table and the record: moved to another row it does not open. */
  seal(table: string, record: string, plain: string | Uint8Array): Uint8Array;
  /** @throws CardwrightError `store-key` when its key is not in the ring, `store-failed` when it was changed or moved. */
  open(table: string, record: string, sealed: Uint8Array): Buffer;
  /** What equal values are found by without being readable: a keyed hash, 22 characters; the same under every key of the ring. */
  index(what: string, ...values: readonly string[]): string;
  /** How everything begins that the newest key sealed; what begins otherwise waits for rotation. */
  readonly newestPrefix: Uint8Array;
}

// version (1) · length of the key id (1) · key id · salt (16) · nonce (12) · tag (16) · ciphertext
const formatVersion = 1;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const indexBytes = 16;
/** Derived keys that are remembered: one for each start of a process that sealed something. */
const maxDerivedKeys = 256;
const indexKeyPlace = ['store_keys', 'index'] as const;

/**
 * A sealer of a store: `wrapped` is the store's index key as the database keeps it, itself sealed; without one a new one is
 * made. The caller keeps what is given back where it differs.
 * @throws CardwrightError `store-key` when the ring does not hold the key that the store was sealed with, or another of its id.
 */
export function createSealer(
  ring: KeyRing,
  wrapped: Uint8Array | undefined,
): { readonly sealer: Sealer; readonly wrapped: Uint8Array } {
  const vault = createVault(ring);
  const indexKey = wrapped === undefined ? randomBytes(keyBytes) : openIndexKey(vault, wrapped);
  const isNewest = wrapped !== undefined && startsWith(wrapped, vault.newestPrefix);
  // As an object, a key is not read anew at every use: that took four fifths of the time.
  const hashKey = createSecretKey(indexKey);
  return {
    sealer: { ...vault, index: (what, ...values) => blindIndex(hashKey, [what, ...values]) },
    wrapped: isNewest ? wrapped : vault.seal(...indexKeyPlace, indexKey),
  };
}

/** The first thing that is opened: what does not open here would open nowhere. */
function openIndexKey(vault: Omit<Sealer, 'index'>, wrapped: Uint8Array): Uint8Array {
  try {
    return vault.open(...indexKeyPlace, wrapped);
  } catch (error) {
    if (error instanceof CardwrightError && error.code === 'store-key') throw error;
    throw new CardwrightError('store-key', 'The store was sealed with another key of the same id.');
  }
}

function blindIndex(key: KeyObject, values: readonly string[]): string {
  const hash = createHmac('sha256', key).update(JSON.stringify(values)).digest();
  return hash.toString('base64url', 0, indexBytes);
}

/**
 * AES-256-GCM under a key derived for this start of the process: random nonces then never come near the number at which
 * they may repeat (2^32 under one key, NIST SP 800-38D §8.3), however long the ring's key is in use.
 */
function createVault(ring: KeyRing): Omit<Sealer, 'index'> {
  const [newest] = ring;
  const derive = derivedKeys(ring);
  const salt = randomBytes(saltBytes);
  const newestPrefix = prefixOf(newest.id);
  const header = Buffer.concat([newestPrefix, salt]);
  const sealingKey = derive(newest.id, salt);
  const nextNonce = noncesInStock();
  return {
    newestPrefix,
    seal(table, record, plain) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
      cipher.setAAD(placeOf(table, record));
      const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
      cipher.final();
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
    },
    open(table, record, sealed) {
      const { id, salt: itsSalt, nonce, tag, body } = partsOf(sealed);
      const decipher = createDecipheriv('aes-256-gcm', derive(id, itsSalt), nonce, { authTagLength: tagBytes });
      decipher.setAAD(placeOf(table, record)).setAuthTag(tag);
      const plain = decipher.update(body);
      try {
        decipher.final();
      } catch {
        throw new CardwrightError(
          'store-failed',
          'What is stored was changed, or its key is another one of the same id.',
        );
      }
      return plain;
    },
  };
}

/** Random nonces, fetched many at a time: one by one they cost as much as sealing a card. None is given twice. */
function noncesInStock(): () => Uint8Array {
  let stock = Buffer.alloc(0);
  return () => {
    if (stock.length === 0) stock = randomBytes(nonceBytes * 256);
    const nonce = stock.subarray(0, nonceBytes);
    stock = stock.subarray(nonceBytes);
    return nonce;
  };
}

function derivedKeys(ring: KeyRing): (id: string, salt: Uint8Array) => KeyObject {
  const secrets = new Map(ring.map(({ id, secret }) => [id, secret]));
  const derived = new Map<string, KeyObject>();
  return (id, salt) => {
    const name = `${id}:${Buffer.from(salt).toString('base64')}`;
    const known = derived.get(name);
    if (known !== undefined) return known;
    const secret = secrets.get(id);
    if (secret === undefined)
      throw new CardwrightError(
        'store-key',
        `The store was sealed with the key "${id}", which is not among those given.`,
        {
          key: id,
        },
      );
    const key = createSecretKey(new Uint8Array(hkdfSync('sha256', secret, salt, 'cardwright store', keyBytes)));
    const [oldest] = derived.keys();
    if (derived.size >= maxDerivedKeys && oldest !== undefined) derived.delete(oldest);
    derived.set(name, key);
    return key;
  };
}

const prefixOf = (id: string): Buffer => Buffer.from([formatVersion, id.length, ...Buffer.from(id, 'latin1')]);
const placeOf = (table: string, record: string): Buffer => Buffer.from(`${table}\0${record}`);
const startsWith = (bytes: Uint8Array, prefix: Uint8Array): boolean =>
  Buffer.compare(bytes.subarray(0, prefix.length), prefix) === 0;

function partsOf(sealed: Uint8Array) {
  const all = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const salt = 2 + (all[1] ?? 0);
  const [nonce, tag, body] = [
    salt + saltBytes,
    salt + saltBytes + nonceBytes,
    salt + saltBytes + nonceBytes + tagBytes,
  ];
  if (all[0] !== formatVersion || all.length < body)
    throw new CardwrightError('store-failed', 'What is stored is damaged or of a newer version.');
  return {
    id: all.toString('latin1', 2, salt),
    salt: all.subarray(salt, nonce),
    nonce: all.subarray(nonce, tag),
    tag: all.subarray(tag, body),
    body: all.subarray(body),
  };
}
