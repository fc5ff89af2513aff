import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { bytes, text } from './row.ts';
import type { Row } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { ExportedTable } from './store.ts';

type Content = Readonly<Record<string, unknown>>;

/** Columns that are of use to nobody outside: hashes, and what is opened. */
const inner = new Set(['seq', 'sealed', 'hash', 'lease', 'next']);

/** A row of a table with its content in the open. */
export async function openExportedRow(records: SealedRecords, table: ExportedTable, row: Row): Promise<Content> {
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
