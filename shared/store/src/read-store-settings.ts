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
 * Reads `DATABASE_URL`, or the file that `DATABASE_URL_FILE` names, and the keys from `CARDWRIGHT_STORE_KEYS` or from the file that
 * `CARDWRIGHT_STORE_KEY_FILE` names. What is empty counts as absent.
 * @throws CardwrightError `store-key` for keys that cannot be read, or given in both ways; `bad-argument` likewise for the database.
 */
export function readStoreSettings(environment: Readonly<Record<string, string | undefined>>): StoreSettings {
  const {
    DATABASE_URL: givenUrl = '',
    DATABASE_URL_FILE: urlFile = '',
    CARDWRIGHT_STORE_KEYS: keys = '',
    CARDWRIGHT_STORE_KEY_FILE: keyFile = '',
  } = environment;
  if (keys !== '' && keyFile !== '')
    throw new CardwrightError('store-key', 'Give CARDWRIGHT_STORE_KEYS or CARDWRIGHT_STORE_KEY_FILE, not both.');
  if (givenUrl !== '' && urlFile !== '')
    throw new CardwrightError('bad-argument', 'Give DATABASE_URL or DATABASE_URL_FILE, not both.');
  const databaseUrl = urlFile === '' ? givenUrl : readUrlFile(urlFile);
  const text = keyFile === '' ? keys : readKeyFile(keyFile);
  return {
    ...(databaseUrl === '' ? {} : { databaseUrl }),
    ...(text === '' ? {} : { keys: parseKeyRing(text) }),
  };
}

function readUrlFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new CardwrightError('bad-argument', `The file ${path} of the database's URL cannot be read.`);
  }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CardwrightError('store-key', `The key file ${path} cannot be read.`);
  }
}
