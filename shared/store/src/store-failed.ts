import { CardwrightError } from '@cardwright/cds-service';

/** Any failure below the contract as `store-failed`; SQLite's own text may name a file, so only its code is kept. */
export function storeFailed(error: unknown): CardwrightError {
  if (error instanceof CardwrightError) return error;
  const code = sqliteCode(error);
  return new CardwrightError('store-failed', `the store could not write or read${code ? ` (SQLite ${code})` : ''}`, {
    ...(code ? { sqlite: code } : {}),
  });
}

/** SQLite's extended result code (https://www.sqlite.org/rescode.html), when the error is SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** Whether one write is at fault (SQLITE_CONSTRAINT, or no error of SQLite at all) rather than the store (lock, disk, damage). */
export function isOfOneWrite(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === undefined || (code & 0xff) === 19;
}
