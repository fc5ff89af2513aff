import { readFileSync } from 'node:fs';
import { CardwrightError } from '@cardwright/cds-service';
import { parseKeyRing } from './key-ring.ts';
import type { KeyRing } from './key-ring.ts';

/** Which database, and which keys; secrets, both of them. */
export interface StoreSettings {
  /** `postgres://…`; absent: the embedded store. */
  readonly databaseUrl?: string;
  /** Absent: the key that the embedded store keeps beside its file. */
  readonly keys?: KeyRing;
}

/**
 * Reads `DATABASE_URL`, and the keys from `CARDWRIGHT_STORE_KEYS` or from the file that `CARDWRIGHT_STORE_KEY_FILE` names. What is
 * empty counts as absent.
 * @throws CardwrightError `store-key` for keys that cannot be read, or given in both ways.
 */
export function readStoreSettings(environment: Readonly<Record<string, string | undefined>>): StoreSettings {
  const {
    DATABASE_URL: databaseUrl = '',
    CARDWRIGHT_STORE_KEYS: keys = '',
    CARDWRIGHT_STORE_KEY_FILE: keyFile = '',
  } = environment;
  if (keys !== '' && keyFile !== '')
    throw new CardwrightError('store-key', 'Give CARDWRIGHT_STORE_KEYS or CARDWRIGHT_STORE_KEY_FILE, not both.');
  const text = keyFile === '' ? keys : readKeyFile(keyFile);
  return {
    ...(databaseUrl === '' ? {} : { databaseUrl }),
    ...(text === '' ? {} : { keys: parseKeyRing(text) }),
  };
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CardwrightError('store-key', `The key file ${path} cannot be read.`);
  }
}
