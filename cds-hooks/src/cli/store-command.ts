import { join } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { backupSqlite, openStore, readSchemaVersion, restoreSqlite, storeFile, type Store } from '@cardwright/store';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { purgeLimits } from '../retention/purge-limits.ts';
import { purgeStore } from '../retention/purge-store.ts';
import { hasStore, openExistingStore } from './open-existing-store.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';
import { storeExport } from './store-export.ts';

const usage =
  'Say cardwright store export [--out <file>] …, purge, migrate, rotate, backup <file> or restore <file> [--force].';
/** One transaction of rotation: some milliseconds, so that calls come in between. */
const recordsPerStep = 200;

/** `cardwright store export | purge | migrate | rotate | backup | restore`; one JSON report, but for an export. */
export async function storeCommand(args: readonly string[]): Promise<number> {
  const [verb = '', ...rest] = args;
  const command = verbs[verb];
  if (command === undefined) throw new CardwrightError('bad-argument', usage);
  return command(rest, readConfig(process.env));
}

const verbs: Readonly<Record<string, (args: readonly string[], config: Config) => Promise<number>>> = {
  export: storeExport,
  purge: async (args, config) => {
    none(args);
    return report(await withStore(config, (store) => purgeStore(store, purgeLimits(config.retention, Date.now()))));
  },
  migrate: async (args, config) => {
    none(args);
    return report(await migrate(config));
  },
  rotate: async (args, config) => {
    none(args);
    return report({ resealed: await withStore(config, rotate) });
  },
  backup: async (args, config) => {
    const { positionals } = parseArguments({ args: [...args], allowPositionals: true });
    const target = onePositional(positionals, 'file for the backup');
    backupSqlite(embedded(config), target);
    return report({ backup: target, keys: 'not in the backup: keep them apart from it, it cannot be read without' });
  },
  restore: async (args, config) => {
    const options = { force: { type: 'boolean', default: false } } as const;
    const { positionals, values } = parseArguments({ args: [...args], allowPositionals: true, options });
    const backup = onePositional(positionals, 'backup');
    const former = restoreSqlite({
      backup,
      file: embeddedFile(config),
      keys: config.store.keys,
      isForced: values.force,
    });
    return report({ restored: backup, ...(former === undefined ? {} : { former }) });
  },
};

function report(value: object): number {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  return 0;
}

function none(args: readonly string[]): void {
  if (args.length > 0) throw new CardwrightError('bad-argument', usage);
}

async function withStore<T>(config: Config, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openExistingStore(config);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function rotate(store: Store): Promise<number> {
  let resealed = 0;
  for (let done = -1; done !== 0; resealed += done) done = await store.reseal(recordsPerStep);
  return resealed;
}

/** Opening brings a store up to date. */
async function migrate({ dataDirectory, store }: Config): Promise<object> {
  const isEmbedded = store.databaseUrl === undefined;
  const file = join(dataDirectory, storeFile);
  const before = isEmbedded ? readSchemaVersion(file) : undefined;
  await (await openStore({ ...store, dataDirectory })).close();
  return isEmbedded
    ? { database: 'sqlite', before, after: readSchemaVersion(file) }
    : { database: 'postgres', migrated: true };
}

function embeddedFile({ dataDirectory, store }: Config): string {
  if (store.databaseUrl !== undefined)
    throw new CardwrightError(
      'bad-argument',
      'PostgreSQL is backed up and restored with its own tools: pg_dump, pg_restore.',
    );
  return join(dataDirectory, storeFile);
}

function embedded(config: Config): string {
  const file = embeddedFile(config);
  if (!hasStore(config)) throw new CardwrightError('bad-argument', `There is no store in ${config.dataDirectory}.`);
  return file;
}
