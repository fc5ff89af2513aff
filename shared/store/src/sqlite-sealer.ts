import type { DatabaseSync } from 'node:sqlite';
import type { KeyRing } from './key-ring.ts';
import { bytes } from './row.ts';
import { createSealer } from './seal.ts';
import type { Sealer } from './seal.ts';

/**
 * The sealer of a database that is up to date; what it keeps of itself there is written where it has to be.
 * @throws CardwrightError `store-key` when the keys are not those of the database.
 */
export function sqliteSealer(database: DatabaseSync, keys: KeyRing): Sealer {
  const kept = database.prepare("SELECT sealed FROM store_keys WHERE name = 'index'").get();
  const before = kept && bytes(kept, 'sealed');
  const { sealer, wrapped } = createSealer(keys, before);
  if (wrapped !== before) database.prepare("INSERT OR REPLACE INTO store_keys VALUES ('index', ?)").run(wrapped);
  return sealer;
}
