import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CardwrightError } from '@cardwright/cds-service';
import type { KeyRing } from './key-ring.ts';
import { migrate } from './migrate.ts';
import { sqliteSealer } from './sqlite-sealer.ts';
import { backstopPages } from './start-checkpoints.ts';
import { storeFailed } from './store-failed.ts';

export interface ConnectionOptions {
  readonly file: string;
  readonly busyTimeoutMs: number;
  /** `FULL` syncs the write-ahead log at every commit, `NORMAL` at checkpoints (https://www.sqlite.org/pragma.html#pragma_synchronous). */
  readonly synchronous: 'NORMAL' | 'FULL';
  /** What seals new records, and opens those that are there. */
  readonly keys: KeyRing;
  /** The file has been checked and migrated already: nothing is then written, so that no lock stands in the way. */
  readonly isPrepared?: boolean;
}

/** A larger file is not read through at start; damage is then found when the page is read. */
const integrityCheckLimitBytes = 256 * 1024 * 1024;

/**
 * A checked and migrated connection in WAL mode.
 * @throws CardwrightError `store-failed`, or `store-key` when the keys are not those of the file; nothing stays open then.
 */
export function openConnection(options: ConnectionOptions): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    createPrivately(options.file);
    database = new DatabaseSync(options.file, { timeout: options.busyTimeoutMs });
    prepare(database, options);
    return database;
  } catch (error) {
    database?.close();
    throw storeFailed(error);
  }
}

function prepare(database: DatabaseSync, { file, synchronous, keys, isPrepared = false }: ConnectionOptions): void {
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`);
  // Checkpoints have a thread of their own; see start-checkpoints.ts.
  database.exec(`PRAGMA wal_autocheckpoint = ${backstopPages}`);
  if (isPrepared) return;
  checkIntegrity(database, file);
  migrate(database, keys);
  sqliteSealer(database, keys);
}

/** Patients' data: SQLite would create the file with the umask; its WAL takes the file's mode. */
function createPrivately(file: string): void {
  if (file === ':memory:') return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

function checkIntegrity(database: DatabaseSync, file: string): void {
  if (file === ':memory:' || statSync(file).size > integrityCheckLimitBytes) return;
  const result = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (result !== 'ok') throw new CardwrightError('store-failed', 'the store file is damaged');
}
