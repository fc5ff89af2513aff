import { CardwrightError } from '@cardwright/cds-service';
import type { KeyRing } from './key-ring.ts';
import { clientConfig, postgresConnection } from './postgres-connection.ts';
import { postgresFailed } from './postgres-failed.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { postgresSealer } from './postgres-sealer.ts';
import { postgresStore } from './postgres-store.ts';
import type { Store } from './store.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`; `?sslmode=verify-full&sslrootcert=…` for TLS. */
  readonly url: string;
  /** What seals and opens: the same in every process. */
  readonly keys: KeyRing;
  /** Namespace of our tables: small letters, digits and `_`. Default `cardwright`. */
  readonly schema?: string;
  /** Connections of this process that wait for the server's disk; evaluations have half as many of their own. Default 8. */
  readonly maxConnections?: number;
  /** How long an event or a patient may be worked on before it is due again. Default one minute. */
  readonly leaseMs?: number;
}

const defaultMaxConnections = 8;

/**
 * The store that processes share: any number of them on one PostgreSQL (13 or later). The schema is brought up to date first. While
 * the server is away every call fails as `store-failed`, and works again when it is back.
 * @throws CardwrightError `bad-argument` for a URL that cannot be read, `store-failed` when the server does not answer or was
 * written by a newer version, `store-key` when the store was sealed with a key that is not there.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { url, keys, schema = 'cardwright', maxConnections = defaultMaxConnections, leaseMs = 60_000 } = options;
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema))
    throw new CardwrightError('bad-argument', 'The schema is not a name of small letters, digits and _.');
  const durable = postgresConnection({ url, schema, maxConnections, synchronousCommit: 'on' });
  try {
    const sealer = await durable.transact(async (run) => {
      await migratePostgres(run, schema);
      return postgresSealer(run, keys);
    });
    const fast = postgresConnection({
      url,
      schema,
      maxConnections: Math.ceil(maxConnections / 2),
      synchronousCommit: 'off',
    });
    const listener = clientConfig({ url, schema, synchronousCommit: 'off' });
    return postgresStore({ durable, fast, sealer, leaseMs, schema, listener });
  } catch (error) {
    await durable.close();
    throw postgresFailed(error);
  }
}
