import type { DatabaseSync } from 'node:sqlite';
import type { KeyRing } from './key-ring.ts';
import { bytes, integer, text } from './row.ts';
import type { Row } from './row.ts';
import { sealedRecords } from './sealed-records.ts';
import type { SealedRecords } from './sealed-records.ts';
import { sqliteSealer } from './sqlite-sealer.ts';

/** Every sealed table has `seq` and `sealed`; what is readable beside them names no patient. */
const schema = `
  CREATE TABLE store_keys (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
  CREATE TABLE evaluations (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,
    patient_index TEXT NOT NULL,
    as_of_ms INTEGER NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX evaluations_by_service ON evaluations (service);
  CREATE INDEX evaluations_by_patient ON evaluations (patient_index);
  CREATE INDEX evaluations_by_time ON evaluations (as_of_ms);
  CREATE TABLE cards (
    seq INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    evaluation TEXT NOT NULL,
    service TEXT NOT NULL,
    patient_index TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX cards_by_evaluation ON cards (evaluation);
  CREATE TABLE feedback (
    seq INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,
    card_index TEXT NOT NULL,
    patient_index TEXT,
    is_card_known INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    received_at_ms INTEGER NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX feedback_by_card ON feedback (card_index);
  CREATE INDEX feedback_by_patient ON feedback (patient_index);
  CREATE INDEX feedback_by_time ON feedback (received_at_ms);
  CREATE TABLE last_feedback (
    service TEXT NOT NULL,
    patient_index TEXT NOT NULL,
    evaluation TEXT NOT NULL,
    outcome TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (service, patient_index)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE retained_requests (
    seq INTEGER PRIMARY KEY,
    evaluation TEXT NOT NULL UNIQUE,
    expires_at_ms INTEGER NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX retained_requests_by_expiry ON retained_requests (expires_at_ms);
  CREATE TABLE inbox (
    seq INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    event_index TEXT NOT NULL UNIQUE,
    received_at_ms INTEGER NOT NULL,
    body_bytes INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at_ms INTEGER NOT NULL,
    last_error TEXT,
    sealed BLOB
  ) STRICT;
  CREATE INDEX inbox_open ON inbox (due_at_ms) WHERE state IN ('waiting', 'taken');
  CREATE INDEX inbox_by_state ON inbox (state, received_at_ms);
  CREATE INDEX inbox_bodies ON inbox (received_at_ms) WHERE state = 'done' AND sealed IS NOT NULL;
  CREATE TABLE work (
    seq INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    patient_index TEXT NOT NULL,
    state TEXT NOT NULL,
    services TEXT NOT NULL,
    woken_at_ms INTEGER NOT NULL,
    due_at_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    lease TEXT,
    last_error TEXT,
    next TEXT,
    sealed BLOB NOT NULL,
    UNIQUE (source, patient_index)
  ) STRICT;
  CREATE INDEX work_open ON work (due_at_ms) WHERE state IN ('waiting', 'taken');
  CREATE INDEX work_by_state ON work (state, woken_at_ms);
  CREATE TABLE sightings (
    seq INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    resource_index TEXT NOT NULL UNIQUE,
    patient_index TEXT NOT NULL,
    last_updated_ms INTEGER NOT NULL,
    is_gone INTEGER NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX sightings_by_patient ON sightings (patient_index);
  CREATE TABLE states (
    seq INTEGER PRIMARY KEY,
    collection TEXT NOT NULL,
    source TEXT NOT NULL,
    state_index TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX states_by_collection ON states (collection, source);`;

const replaced = ['evaluations', 'cards', 'feedback', 'last_feedback', 'retained_requests', 'inbox'];

/** Version 5: what is stored about patients is sealed, and found by keyed hashes. Rows that are there are sealed. */
export function sealTables(database: DatabaseSync, keys: KeyRing): void {
  // Indexes keep their names while tables are renamed.
  const indexes = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL").all();
  const ours = indexes
    .map((row) => text(row, 'name'))
    .filter((name) => replaced.some((table) => name.startsWith(table)));
  for (const name of ours) database.exec(`DROP INDEX ${name}`);
  for (const table of replaced) database.exec(`ALTER TABLE ${table} RENAME TO readable_${table}`);
  database.exec(schema);
  const records = sealedRecords(sqliteSealer(database, keys));
  for (const [table, columns, sealRow] of copies(records)) {
    const order = table === 'cards' || table === 'last_feedback' ? '' : 'ORDER BY rowid';
    const names = columns.split(' ');
    const insert = database.prepare(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    );
    for (const row of database.prepare(`SELECT * FROM readable_${table} ${order}`).iterate())
      insert.run(...sealRow(row));
  }
  for (const table of replaced) database.exec(`DROP TABLE readable_${table}`);
}

type Value = string | number | Uint8Array | null;
type Copy = readonly [table: string, columns: string, sealRow: (row: Row) => readonly Value[]];

const optional = (row: Row, column: string): string | null => (row[column] === null ? null : text(row, column));
const instantMs = (instant: string | null): number => (instant === null ? 0 : Date.parse(instant) || 0);

function copies(records: SealedRecords): readonly Copy[] {
  return [
    [
      'evaluations',
      'seq id service patient_index as_of_ms sealed',
      (row) => {
        const [id, body] = [text(row, 'id'), text(row, 'body')];
        const { asOf }: { readonly asOf: string } = JSON.parse(body);
        const patient = records.patientIndex(text(row, 'patient'));
        return [
          integer(row, 'seq'),
          id,
          text(row, 'service'),
          patient,
          instantMs(asOf),
          records.evaluation.seal(id, body),
        ];
      },
    ],
    [
      'cards',
      'uuid evaluation service patient_index issued_at sealed',
      (row) => {
        const [uuid, patient] = [text(row, 'uuid'), text(row, 'patient')];
        const sealed = records.card.seal(uuid, { patient, hookInstance: text(row, 'hook_instance') });
        const plain = ['evaluation', 'service'].map((column) => text(row, column));
        return [uuid, ...plain, records.patientIndex(patient), text(row, 'issued_at'), sealed];
      },
    ],
    [
      'feedback',
      'seq hash service card_index is_card_known outcome received_at_ms sealed',
      (row) => feedbackOf(records, row),
    ],
    [
      'last_feedback',
      'service patient_index evaluation outcome at',
      (row) => {
        const [service, evaluation, outcome, at] = ['service', 'evaluation', 'outcome', 'at'].map((name) =>
          text(row, name),
        );
        return [service ?? '', records.patientIndex(text(row, 'patient')), evaluation ?? '', outcome ?? '', at ?? ''];
      },
    ],
    [
      'retained_requests',
      'evaluation expires_at_ms sealed',
      (row) => {
        const evaluation = text(row, 'evaluation');
        return [evaluation, integer(row, 'expires_at_ms'), records.request.seal(evaluation, bytes(row, 'body'))];
      },
    ],
    [
      'inbox',
      'seq source event_index received_at_ms body_bytes state attempts due_at_ms last_error sealed',
      (row) => eventOf(records, row),
    ],
  ];
}

function feedbackOf(records: SealedRecords, row: Row): readonly Value[] {
  const hash = records.feedbackIndex(text(row, 'hash'));
  const [card, at] = [text(row, 'card'), optional(row, 'outcome_timestamp')];
  const body: unknown = JSON.parse(text(row, 'body'));
  const sealed = records.feedback.seal(hash, { card, ...(at === null ? {} : { outcomeTimestamp: at }), body });
  const known = integer(row, 'is_card_known');
  const outcome = text(row, 'outcome');
  return [
    integer(row, 'seq'),
    hash,
    text(row, 'service'),
    records.cardIndex(card),
    known,
    outcome,
    instantMs(at),
    sealed,
  ];
}

function eventOf(records: SealedRecords, row: Row): readonly Value[] {
  const [source, key, body] = [text(row, 'source'), text(row, 'key'), bytes(row, 'body')];
  const event = records.eventIndex(source, key);
  const attributes: Record<string, string> = JSON.parse(text(row, 'attributes'));
  const numbers = ['attempts', 'due_at_ms'].map((column) => integer(row, column));
  return [
    integer(row, 'id'),
    source,
    event,
    integer(row, 'received_at_ms'),
    body.byteLength,
    text(row, 'state'),
    ...numbers,
    optional(row, 'last_error'),
    records.event.seal(event, { key, attributes, body }),
  ];
}
