import type { DatabaseSync } from 'node:sqlite';
import { CardwrightError } from '@cardwright/cds-service';

/** Entry n brings version n to n + 1. Never change an entry that has been released: add one. */
const migrations: readonly string[] = [
  `CREATE TABLE evaluations (
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
   CREATE INDEX inbox_open ON inbox (due_at_ms) WHERE state IN ('waiting', 'taken');`,
  `CREATE TABLE tokens (
     issuer TEXT NOT NULL,
     jti TEXT NOT NULL,
     expires_at_ms INTEGER NOT NULL,
     PRIMARY KEY (issuer, jti)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX tokens_by_expiry ON tokens (expires_at_ms);`,
  `CREATE TABLE service_steps (
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
   CREATE INDEX retained_requests_by_expiry ON retained_requests (expires_at_ms);`,
  `CREATE TABLE last_feedback (
     service TEXT NOT NULL,
     patient TEXT NOT NULL,
     evaluation TEXT NOT NULL,
     outcome TEXT NOT NULL,
     at TEXT NOT NULL,
     PRIMARY KEY (service, patient)
   ) STRICT, WITHOUT ROWID;`,
];

/** Brings the schema up to date, one transaction a step; safe when two processes start at once. */
export function migrate(database: DatabaseSync): void {
  while (step(database));
}

function step(database: DatabaseSync): boolean {
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (version > migrations.length)
      throw new CardwrightError('store-failed', 'the store was written by a newer version of Cardwright', { version });
    const sql = migrations[version];
    if (sql !== undefined) database.exec(`${sql}; PRAGMA user_version = ${version + 1}`);
    database.exec('COMMIT');
    return version + 1 < migrations.length;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
