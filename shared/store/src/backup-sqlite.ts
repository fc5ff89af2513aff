import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CardwrightError } from '@cardwright/cds-service';
import type { KeyRing } from './key-ring.ts';
import { schemaVersion } from './migrate.ts';
import { keysOfFile, ownKeyFile } from './own-key.ts';
import { sqliteSealer } from './sqlite-sealer.ts';
import { exportedTables } from './store.ts';
import { storeFailed } from './store-failed.ts';

/**
 * A consistent copy of an embedded store, also while it is in use (`VACUUM INTO`, https://www.sqlite.org/lang_vacuum.html). What is
 * sealed stays sealed: without the key, which is not in it, the copy is worth nothing.
 * @throws CardwrightError `bad-argument` when the target is there already, `store-failed`.
 */
export function backupSqlite(file: string, target: string): void {
  if (existsSync(target)) throw new CardwrightError('bad-argument', `${target} is there already.`);
  try {
    copy(file, target);
  } catch (error) {
    rmSync(target, { force: true });
    throw storeFailed(error);
  }
}

export interface Restore {
  readonly backup: string;
  /** The store to restore; nobody may have it open. */
  readonly file: string;
  /** Those that are configured, if any; the backup must open with them, or with the key beside the file. */
  readonly keys: KeyRing | undefined;
  /** Over a store that holds something; that one is kept under another name. */
  readonly isForced: boolean;
}

/**
 * Puts a backup in the place of a store. The backup is checked first, for damage and for the key; gives where the former store is kept.
 * @throws CardwrightError `bad-argument` when the store holds something and nobody said to replace it, or is in use; `store-key`;
 * `store-failed`. Nothing has changed then.
 */
export function restoreSqlite({ backup, file, keys, isForced }: Restore): string | undefined {
  if (!existsSync(backup)) throw new CardwrightError('bad-argument', `There is no backup ${backup}.`);
  const draft = `${file}.restoring`;
  try {
    rmSync(draft, { force: true });
    copy(backup, draft);
    check(draft, keysFor(file, keys));
    const former = existsSync(file) ? setAside(file, isForced) : undefined;
    renameSync(draft, file);
    return former;
  } catch (error) {
    rmSync(draft, { force: true });
    throw storeFailed(error);
  }
}

/** A new key would open nothing. */
function keysFor(file: string, keys: KeyRing | undefined): KeyRing {
  const own = join(dirname(file), ownKeyFile);
  if (keys === undefined && !existsSync(own))
    throw new CardwrightError('store-key', `The key of the backup is not there: neither configured nor in ${own}.`);
  return keysOfFile(file, keys);
}

function copy(file: string, target: string): void {
  // Made first, for its owner alone: SQLite fills an empty file, and would make one with the umask.
  closeSync(openSync(target, 'wx', 0o600));
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.prepare('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
  const written = openSync(target, 'r+');
  fsyncSync(written);
  closeSync(written);
}

function check(file: string, keys: KeyRing): void {
  using database = new DatabaseSync(file);
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  const isWhole = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check === 'ok';
  if (!isWhole || version < 1 || version > schemaVersion)
    throw new CardwrightError(
      'store-failed',
      'The backup is damaged, is none of Cardwright, or is of a newer version.',
    );
  if (tablesOf(database).has('store_keys')) sqliteSealer(database, keys);
}

function setAside(file: string, isForced: boolean): string {
  {
    using database = new DatabaseSync(file, { timeout: 500 });
    if (!isForced && holdsSomething(database))
      throw new CardwrightError(
        'bad-argument',
        'The store holds something: say --force to put the backup in its place.',
      );
    takeAlone(database);
  }
  const former = `${file}.before-restore`;
  if (existsSync(former))
    throw new CardwrightError(
      'bad-argument',
      `${former} is there already, from an earlier restore: move it away first.`,
    );
  renameSync(file, former);
  return former;
}

/** The log is merged, which needs the file for ourselves. */
function takeAlone(database: DatabaseSync): void {
  try {
    const mode = database.prepare('PRAGMA journal_mode = DELETE').get()?.journal_mode;
    if (mode === 'delete') return;
  } catch {
    // Locked.
  }
  throw new CardwrightError('bad-argument', 'The store is in use: stop the host first.');
}

function holdsSomething(database: DatabaseSync): boolean {
  const there = tablesOf(database);
  return exportedTables.some(
    (table) => there.has(table) && database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined,
  );
}

const tablesOf = (database: DatabaseSync): ReadonlySet<unknown> =>
  new Set(
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map((row) => row.name),
  );
