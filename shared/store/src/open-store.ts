import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { openPostgresStore } from './open-postgres-store.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import type { StoreSettings } from './read-store-settings.ts';
import type { Store } from './store.ts';

/** The database file of the embedded store, in the data directory. */
export const storeFile = 'cardwright.sqlite';

export interface StoreOptions extends StoreSettings {
  /** Where the embedded store is; made when it is not there. */
  readonly dataDirectory: string;
}

/**
 * The store of an installation: PostgreSQL where a URL is given, which needs keys because processes share it, else the
 * embedded one in the data directory.
 * @throws CardwrightError `bad-argument`, `store-failed`, `store-key`.
 */
export async function openStore({ dataDirectory, databaseUrl, keys }: StoreOptions): Promise<Store> {
  if (databaseUrl !== undefined) {
    if (keys === undefined)
      throw new CardwrightError(
        'store-key',
        'PostgreSQL is shared by processes, so its key must be given: CARDWRIGHT_STORE_KEYS or CARDWRIGHT_STORE_KEY_FILE.',
      );
    return openPostgresStore({ url: databaseUrl, keys });
  }
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  } catch {
    throw new CardwrightError('bad-argument', `The data directory ${dataDirectory} cannot be made.`);
  }
  return openSqliteStore({ file: join(dataDirectory, storeFile), ...(keys === undefined ? {} : { keys }) });
}
