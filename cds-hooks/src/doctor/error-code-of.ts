import { CardwrightError } from '@cardwright/cds-service';

/** The code of an error, with the status where a server refused: enough to act on, and of nobody's chart. */
export function errorCodeOf(error: unknown): string {
  if (!(error instanceof CardwrightError)) return 'internal';
  const { status } = error.details;
  return typeof status === 'number' ? `${error.code} ${status}` : error.code;
}
