import type { SealedRecords } from './sealed-records.ts';
import { maxListRows } from './store.ts';
import type { ExportedTable, ExportFilter } from './store.ts';

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

/** One page of a table, with `?` for its values; `undefined` where nothing can match. */
export function exportQuery({ table, patient, fromMs, beforeMs, after, limit }: ExportFilter, records: SealedRecords) {
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
