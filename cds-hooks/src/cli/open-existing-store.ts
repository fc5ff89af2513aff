import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { openStore, storeFile, type Store } from '@cardwright/store';
import type { Config } from '../config/config.ts';

/** Whether there is a store to read. PostgreSQL says so when it is opened. */
export const hasStore = ({ dataDirectory, store }: Config): boolean =>
  store.databaseUrl !== undefined || existsSync(join(dataDirectory, storeFile));

/**
 * The store of a configuration, as the host opens it; reading must not make an empty one.
 * @throws CardwrightError `bad-argument` when there is none, `store-failed`, `store-key`.
 */
export async function openExistingStore(config: Config): Promise<Store> {
  const { dataDirectory, store } = config;
  if (!hasStore(config)) throw new CardwrightError('bad-argument', `There is no store in ${dataDirectory}.`);
  return openStore({ dataDirectory, ...store });
}
