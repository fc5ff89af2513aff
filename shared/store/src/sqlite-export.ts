import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { bytes, integer, text } from './row.ts';
import type { Row } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import { maxListRows } from './store.ts';
import type { ExportedTable, ExportFilter, Store } from './store.ts';

type Content = Readonly<Record<string, unknown>>;

/** How a table is narrowed to a person and a time; `undefined`: it cannot be, or has no such time. */
interface Narrowing {
  readonly patient: string | undefined;
  readonly time: string | undefined;
}

/** Tables whose rows say whose they are only through their evaluation. */
const ofEvaluation = (condition: string) => `evaluation IN (SELECT id FROM evaluations WHERE ${condition})`;

const narrowings: Readonly<Record<ExportedTable, Narrowing>> = {
  evaluations: { patient: 'patient_index = ?', time: 'as_of_ms @ ?' },
  cards: { patient: 'patient_index = ?', time: ofEvaluation('as_of_ms @ ?') },
  feedback: { patient: 'patient_index = ?', time: 'received_at_ms @ ?' },
  retained_requests: { patient: ofEvaluation('patient_index = ?'), time: ofEvaluation('as_of_ms @ ?') },
  inbox: { patient: undefined, time: 'received_at_ms @ ?' },
  work: { patient: 'patient_index = ?', time: undefined },
  sightings: { patient: 'patient_index = ?', time: undefined },
  states: { patient: undefined, time: undefined },
};

/** Reads everything, opened, page by page. */
export function sqliteExport(database: DatabaseSync, records: SealedRecords): Pick<Store, 'exportRecords'> {
  return {
    async exportRecords(filter) {
      const query = queryOf(filter, records);
      if (query === undefined) return [];
      const rows = database.prepare(query.sql).all(...query.values);
      return Promise.all(
        rows.map(async (row) => ({ seq: integer(row, 'seq'), record: await openRow(records, filter.table, row) })),
      );
    },
  };
}

function queryOf({ table, patient, fromMs, beforeMs, after, limit }: ExportFilter, records: SealedRecords) {
  const narrowing = narrowings[table];
  if (patient !== undefined && narrowing.patient === undefined) return undefined;
  const time = (operator: string) => narrowing.time?.replace('@', operator);
  const filters = [
    { sql: 'seq > ?', value: after },
    { sql: patient && narrowing.patient, value: records.patientIndex(patient ?? '') },
    { sql: fromMs === undefined ? undefined : time('>='), value: fromMs ?? 0 },
    { sql: beforeMs === undefined ? undefined : time('<'), value: beforeMs ?? 0 },
  ].filter(({ sql }) => sql !== undefined);
  return {
    sql: `SELECT * FROM ${table} WHERE ${filters.map(({ sql }) => sql).join(' AND ')} ORDER BY seq LIMIT ?`,
    values: [...filters.map(({ value }) => value), Math.max(0, Math.min(limit, maxListRows))],
  };
}

/** Columns that are of use to nobody outside: hashes, and what is opened. */
const inner = new Set(['seq', 'sealed', 'hash', 'lease', 'next']);

async function openRow(records: SealedRecords, table: ExportedTable, row: Row): Promise<Content> {
  const plain = Object.entries(row).filter(([name]) => !inner.has(name) && !name.endsWith('_index'));
  return { ...Object.fromEntries(plain), ...(row.sealed === null ? {} : await openSealed(records, table, row)) };
}

const unpack = promisify(gunzip);

async function openSealed(records: SealedRecords, table: ExportedTable, row: Row): Promise<Content> {
  const sealed = bytes(row, 'sealed');
  const named = (column: string) => text(row, column);
  switch (table) {
    case 'evaluations':
      return { body: records.evaluation.open(named('id'), sealed) };
    case 'cards':
      return { ...records.card.open(named('uuid'), sealed) };
    case 'feedback':
      return { ...records.feedback.open(named('hash'), sealed) };
    case 'retained_requests': {
      const packed = await unpack(records.request.open(named('evaluation'), sealed));
      const body: unknown = JSON.parse(packed.toString('utf8'));
      return { body };
    }
    case 'inbox': {
      const { body, ...head } = records.event.open(named('event_index'), sealed);
      return { ...head, body: Buffer.from(body).toString('base64') };
    }
    case 'work':
      return { patient: records.patient.open(`${named('source')}/${named('patient_index')}`, sealed) };
    case 'sightings':
      return { ...records.sighting.open(named('resource_index'), sealed) };
    case 'states':
      return { ...records.state.open(named('state_index'), sealed) };
  }
}
