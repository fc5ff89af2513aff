import { CardwrightError } from '@cardwright/cds-service';
import { parseCsvLine } from './parse-csv-line.ts';
import { readLines, type Line } from './read-lines.ts';

/** One index time of one patient. */
export interface CohortRow {
  /** ISO 8601 instant (UTC). */
  readonly indexTime: string;
  /** As the cohort file has it; empty where there is none. */
  readonly label: string;
}

/** Rows by patient id, each patient's in time order. */
export type Cohort = ReadonlyMap<string, readonly CohortRow[]>;

const columns = ['patient', 'index_time', 'label'] as const;
type Column = (typeof columns)[number];

/**
 * Reads the cohort: CSV with a header, or NDJSON (`.ndjson`, `.jsonl`), plain or `.gz`, with `patient` (bare id), `index_time` (an
 * instant with its zone) and `label` (optional). Errors: `bad-argument` with the line; two rows of one patient and
 * instant are one too many.
 */
export async function readCohort(path: string): Promise<Cohort> {
  const isNdjson = /\.(ndjson|jsonl)(\.gz)?$/.test(path);
  const cohort = new Map<string, CohortRow[]>();
  for await (const { line, row } of isNdjson ? ndjsonRows(path) : csvRows(path)) {
    const patient = row.patient?.replace(/^Patient\//, '') ?? '';
    if (patient === '') throw refused(path, line, 'has no patient');
    const rows = cohort.get(patient) ?? [];
    rows.push({ indexTime: parseInstant(path, line, row.index_time), label: row.label ?? '' });
    cohort.set(patient, rows);
  }
  if (cohort.size === 0) throw new CardwrightError('bad-argument', `${path} holds no row.`);
  for (const rows of cohort.values()) sortByTime(path, rows);
  return cohort;
}

interface NumberedRow {
  readonly line: Line;
  readonly row: Partial<Record<Column, string>>;
}

async function* csvRows(path: string): AsyncGenerator<NumberedRow> {
  let header: readonly string[] | undefined;
  for await (const line of readLines(path)) {
    const cells = parseCsvLine(line.text.replace(/^\uFEFF/, ''));
    if (!cells) throw refused(path, line, 'is not CSV');
    if (!header) {
      header = checkHeader(path, cells);
      continue;
    }
    if (cells.length !== header.length) throw refused(path, line, `has ${cells.length} cells, not ${header.length}`);
    const [patient, indexTime, label] = columns.map((name) => cells[header?.indexOf(name) ?? -1]?.trim());
    yield { line, row: withoutUndefined({ patient, index_time: indexTime, label }) };
  }
}

function checkHeader(path: string, cells: readonly string[]): readonly string[] {
  const header = cells.map((cell) => cell.trim());
  const missing = columns.slice(0, 2).filter((name) => !header.includes(name));
  if (missing.length === 0) return header;
  throw new CardwrightError('bad-argument', `${path}: the header lacks ${missing.join(' and ')}.`, { missing });
}

async function* ndjsonRows(path: string): AsyncGenerator<NumberedRow> {
  for await (const line of readLines(path)) {
    const row = parseJson(line.text);
    if (!isObject(row)) throw refused(path, line, 'is not a JSON object');
    const [patient, indexTime, label] = columns.map((name) => scalar(row[name]));
    yield { line, row: withoutUndefined({ patient, index_time: indexTime, label }) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A label may be a number or a boolean in NDJSON; in the table it is text. */
function scalar(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function withoutUndefined(row: Record<Column, string | undefined>): Partial<Record<Column, string>> {
  const { patient, index_time, label } = row;
  return {
    ...(patient !== undefined && { patient }),
    ...(index_time !== undefined && { index_time }),
    ...(label !== undefined && { label }),
  };
}

function parseInstant(path: string, line: Line, text: string | undefined): string {
  const isInstant = text !== undefined && /T\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(text);
  const at = new Date(isInstant ? text : Number.NaN);
  if (Number.isNaN(at.getTime()))
    throw refused(path, line, 'has no index_time that is an instant with its zone, such as 2026-03-01T12:00:00Z');
  return at.toISOString();
}

function sortByTime(path: string, rows: CohortRow[]): void {
  rows.sort((a, b) => (a.indexTime < b.indexTime ? -1 : 1));
  const twice = rows.some((row, index) => index > 0 && rows[index - 1]?.indexTime === row.indexTime);
  if (twice) throw new CardwrightError('bad-argument', `${path} has two rows of one patient at one instant.`);
}

const refused = (path: string, line: Line, what: string): CardwrightError =>
  new CardwrightError('bad-argument', `${path}: line ${line.number} ${what}.`, { line: line.number });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
