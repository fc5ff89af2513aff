import { CardwrightError } from '@cardwright/cds-service';

/** What the operational log says of an error: its code or its kind, never its message, which may hold a value from the chart. */
export function errorKind(error: unknown): string {
  if (error instanceof CardwrightError) return error.code;
  return error instanceof Error ? error.name : typeof error;
}
