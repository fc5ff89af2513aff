import type { KeyRing } from './key-ring.ts';
import type { Run } from './postgres-connection.ts';
import { bytes } from './row.ts';
import { createSealer } from './seal.ts';
import type { Sealer } from './seal.ts';

/**
 * The sealer of a database that is up to date, in the transaction that holds the lock of migration; what it keeps of itself there
 * is written where it has to be.
 * @throws CardwrightError `store-key` when the keys are not those of the database.
 */
export async function postgresSealer(run: Run, keys: KeyRing): Promise<Sealer> {
  const [kept] = await run({ text: `SELECT sealed FROM store_keys WHERE name = 'index'` });
  const before = kept && bytes(kept, 'sealed');
  const { sealer, wrapped } = createSealer(keys, before);
  if (wrapped !== before)
    await run(
      {
        text: `INSERT INTO store_keys (name, sealed) VALUES ('index', $1)
          ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed`,
      },
      [wrapped],
    );
  return sealer;
}
