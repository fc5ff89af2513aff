import { CardwrightError } from '@cardwright/cds-service';

/** Any failure of PostgreSQL as `store-failed`. Its own text may quote a row or the address, so only its code is kept. */
export function postgresFailed(error: unknown): CardwrightError {
  if (error instanceof CardwrightError) return error;
  const code = postgresCode(error);
  return new CardwrightError(
    'store-failed',
    `the store could not write or read${code ? ` (PostgreSQL ${code})` : ''}`,
    {
      ...(code ? { postgres: code } : {}),
    },
  );
}

/**
 * The SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), or the operating system's name of a failed
 * connection.
 */
export function postgresCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[0-9A-Z_]{1,30}$/.test(error.code) ? error.code : undefined;
}

/** Whether the data of one write are at fault (classes 22 and 23) rather than the store. */
export const isOfOneRow = (error: unknown): boolean => /^2[23]/.test(postgresCode(error) ?? '');

/** Whether another transaction was in the way, and the same again may succeed (class 40). */
export const isWorthRepeating = (error: unknown): boolean => /^40/.test(postgresCode(error) ?? '');
