import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { parseJournal } from './parse-journal.ts';

/** Keeps changes, one line each. */
export interface Journal<T> {
  /** What was kept when it was opened, in order. */
  readonly records: readonly T[];
  /** Adds one line. Error: `store-failed`, and nothing of the line is left. */
  append(record: T): void;
  /** Replaces the whole journal by these records, atomically. */
  compact(records: readonly T[]): void;
  close(): void;
}

/** Which journal: a file of a directory, and what its lines mean (nothing for a damaged one). */
export interface JournalFile<T> {
  readonly dataDir: string;
  readonly fileName: string;
  readonly readLine: (value: unknown) => T | undefined;
}

/**
 * Opens an append-only NDJSON journal in a directory, which is made when absent. A line that a crash cut off at the
 * end is dropped. Lines reach the operating system before a write is answered: they survive the death of the
 * process, not necessarily that of the machine. One process per directory.
 * Error: `store-failed` when it cannot be opened or a line in the middle is damaged.
 */
export function openJournal<T>({ dataDir, fileName, readLine }: JournalFile<T>): Journal<T> {
  const path = join(dataDir, fileName);
  const records = attempt('read', () => {
    mkdirSync(dataDir, { recursive: true });
    return existsSync(path) ? parseJournal(readFileSync(path, 'utf8'), readLine) : [];
  });
  let file: number | undefined;
  let size = 0;
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  return {
    records,
    append: (record) => {
      if (file === undefined) throw new CardwrightError('store-failed', 'The journal is closed.');
      size += appendLine(file, size, record);
    },
    compact: (kept) => {
      close();
      size = attempt('compact', () => replaceFile(path, kept));
      file = attempt('open', () => openSync(path, 'a'));
    },
    close,
  };
}

const line = (record: unknown): string => `${JSON.stringify(record)}\n`;

/** A line that could only be written in part is cut off again, or it would swallow the next one. */
function appendLine(file: number, size: number, record: unknown): number {
  const bytes = Buffer.from(line(record));
  try {
    if (writeSync(file, bytes) !== bytes.length) throw new Error('short write');
    return bytes.length;
  } catch {
    ftruncateSync(file, size);
    throw new CardwrightError('store-failed', 'The journal could not be written.');
  }
}

/** Writes beside the old file and renames over it, so that a crash leaves one of the two. Gives the size in bytes. */
function replaceFile(path: string, records: readonly unknown[]): number {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w');
  const size = records.reduce<number>((sum, record) => sum + writeSync(file, line(record)), 0);
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, path);
  return size;
}

function attempt<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof CardwrightError) throw error;
    throw new CardwrightError('store-failed', `The journal of the FHIR server could not be used: ${what}.`);
  }
}
