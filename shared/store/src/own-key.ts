import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CardwrightError } from '@cardwright/cds-service';
import { formatKey, keyBytes, parseKeyRing } from './key-ring.ts';
import type { KeyRing, StoreKey } from './key-ring.ts';
import { storeFailed } from './store-failed.ts';

/** The key of a store for which none was configured, beside its file. */
export const ownKeyFile = 'store.key';

/** A new random key. */
export const newKey = (id: string): StoreKey => ({ id, secret: randomBytes(keyBytes) });

/**
 * The keys of a database file: those that are given, and behind them the one in its folder, which is made where nothing is given and
 * nothing was sealed yet. The file can be read by its owner only.
 * @throws CardwrightError `store-key` when the store is sealed and its key file is gone, or cannot be read.
 */
export function keysOfFile(file: string, given: KeyRing | undefined): KeyRing {
  const path = join(dirname(file), ownKeyFile);
  if (given !== undefined) return existsSync(path) ? withOwn(given, readOwn(path)) : given;
  if (!existsSync(path)) {
    if (isSealed(file))
      throw new CardwrightError(
        'store-key',
        `The store is sealed and its key is not there: neither configured nor in ${path}.`,
      );
    if (existsSync(file) && !statSync(file).isFile())
      throw new CardwrightError('store-failed', `${file} is not a file.`);
    createOwn(path);
  }
  return readOwn(path);
}

function withOwn([newest, ...others]: KeyRing, own: KeyRing): KeyRing {
  const ids = new Set([newest, ...others].map(({ id }) => id));
  return [newest, ...others, ...own.filter(({ id }) => !ids.has(id))];
}

function readOwn(path: string): KeyRing {
  try {
    return parseKeyRing(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof CardwrightError) throw error;
    throw new CardwrightError('store-key', `The key of the store cannot be read from ${path}.`);
  }
}

/** Whole or not at all, and never over another: processes may start at the same time. */
function createOwn(path: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(draft, 'wx', 0o600);
    writeSync(
      file,
      `# Key of this store: without it nothing in the store can be read. Keep a copy, apart from backups.\n`,
    );
    writeSync(file, `${formatKey(newKey('own'))}\n`);
    fsyncSync(file);
    closeSync(file);
    linkSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw storeFailed(error);
  } finally {
    if (existsSync(draft)) rmSync(draft);
  }
}

/** A file that is no database is found out where it is opened. */
function isSealed(file: string): boolean {
  if (!existsSync(file)) return false;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'store_keys'").get() !== undefined;
  } catch {
    return false;
  } finally {
    database?.close();
  }
}
