import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CardwrightError } from '@cardwright/cds-service';
import type { KeyRing } from './key-ring.ts';
import { sealTables } from './seal-tables.ts';

type Migration = (database: DatabaseSync, keys: KeyRing) => void;

const sql =
  (text: string): Migration =>
  (database) =>
    database.exec(text);

/** Entry n brings version n to n + 1. Never change an entry that has been released: add one. */
export const migrations: readonly Migration[] = [
  sql(`CREATE TABLE evaluations (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     service TEXT NOT NULL,
     patient TEXT NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX evaluations_by_service ON evaluations (service);
   CREATE INDEX evaluations_by_patient ON evaluations (patient);
   CREATE TABLE cards (
     uuid TEXT PRIMARY KEY,
     evaluation TEXT NOT NULL,
     service TEXT NOT NULL,
     patient TEXT NOT NULL,
     hook_instance TEXT NOT NULL,
     issued_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE feedback (
     seq INTEGER PRIMARY KEY,
     hash TEXT NOT NULL UNIQUE,
     service TEXT NOT NULL,
     card TEXT NOT NULL,
     is_card_known INTEGER NOT NULL,
     outcome TEXT NOT NULL,
     outcome_timestamp TEXT,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX feedback_by_card ON feedback (card);
   CREATE TABLE inbox (
     id INTEGER PRIMARY KEY,
     source TEXT NOT NULL,
     key TEXT NOT NULL,
     received_at_ms INTEGER NOT NULL,
     body BLOB NOT NULL,
     attributes TEXT NOT NULL,
     state TEXT NOT NULL DEFAULT 'waiting',
     attempts INTEGER NOT NULL DEFAULT 0,
     due_at_ms INTEGER NOT NULL,
     last_error TEXT,
     UNIQUE (source, key)
   ) STRICT;
   CREATE INDEX inbox_open ON inbox (due_at_ms) WHERE state IN ('waiting', 'taken');`),
  sql(`CREATE TABLE tokens (
     issuer TEXT NOT NULL,
     jti TEXT NOT NULL,
     expires_at_ms INTEGER NOT NULL,
     PRIMARY KEY (issuer, jti)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX tokens_by_expiry ON tokens (expires_at_ms);`),
  sql(`CREATE TABLE service_steps (
     seq INTEGER PRIMARY KEY,
     service TEXT NOT NULL,
     version TEXT NOT NULL,
     label TEXT,
     status TEXT NOT NULL,
     approved_by TEXT,
     approved_on TEXT,
     at TEXT NOT NULL
   ) STRICT;
   CREATE INDEX service_steps_by_version ON service_steps (service, version);
   CREATE TABLE retained_requests (
     evaluation TEXT PRIMARY KEY,
     expires_at_ms INTEGER NOT NULL,
     body BLOB NOT NULL
   ) STRICT;
   CREATE INDEX retained_requests_by_expiry ON retained_requests (expires_at_ms);`),
  sql(`CREATE TABLE last_feedback (
     service TEXT NOT NULL,
     patient TEXT NOT NULL,
     evaluation TEXT NOT NULL,
     outcome TEXT NOT NULL,
     at TEXT NOT NULL,
     PRIMARY KEY (service, patient)
   ) STRICT, WITHOUT ROWID;`),
  sealTables,
  // Of each source what is due first, however much of another one is due.
  sql(`DROP INDEX inbox_open;
   DROP INDEX work_open;
   CREATE INDEX inbox_due ON inbox (source, due_at_ms) WHERE state IN ('waiting', 'taken');
   CREATE INDEX work_due ON work (source, due_at_ms) WHERE state IN ('waiting', 'taken');`),
  // What was seen before this counts as seen now.
  (database) => {
    const row = database.prepare('SELECT unixepoch() * 1000 AS now_ms').get();
    database.exec(`ALTER TABLE sightings ADD COLUMN seen_at_ms INTEGER NOT NULL DEFAULT ${Number(row?.now_ms)};
      CREATE INDEX sightings_by_time ON sightings (seen_at_ms)`);
  },
  // How many attempts in a row never ended.
  sql(`ALTER TABLE inbox ADD COLUMN abandoned INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE work ADD COLUMN abandoned INTEGER NOT NULL DEFAULT 0;`),
];

/** From this version on what is stored about patients is sealed. */
const sealedVersion = 5;

/**
 * Brings the schema up to date, one transaction a step; safe when two processes start at once. Gives the version it had.
 * @throws CardwrightError `store-failed` for a file of a newer version.
 */
export function migrate(database: DatabaseSync, keys: KeyRing): number {
  const before = versionOf(database);
  while (step(database, keys));
  // What was readable is not to stay in free pages or in the log.
  if (before > 0 && before < sealedVersion) database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  return before;
}

/** The version of the schema that this release writes. */
export const schemaVersion = migrations.length;

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version);

function step(database: DatabaseSync, keys: KeyRing): boolean {
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = versionOf(database);
    if (version > schemaVersion)
      throw new CardwrightError('store-failed', 'the store was written by a newer version of Cardwright', { version });
    const migration = migrations[version];
    migration?.(database, keys);
    if (migration !== undefined) database.exec(`PRAGMA user_version = ${version + 1}`);
    database.exec('COMMIT');
    return version + 1 < schemaVersion;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** The version of the schema of a database file; 0 where there is none yet. */
export function readSchemaVersion(file: string): number {
  if (!existsSync(file)) return 0;
  using database = new DatabaseSync(file, { readOnly: true });
  return versionOf(database);
}
