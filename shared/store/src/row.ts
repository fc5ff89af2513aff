import { CardwrightError } from '@cardwright/cds-service';

/** One row as the driver of the database gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** Columns read by type; a column of another type is a damaged store. */
export const text = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw damaged(column);
  return value;
};
export const integer = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== 'number') throw damaged(column);
  return value;
};
export const bytes = (row: Row, column: string): Uint8Array => {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw damaged(column);
  return value;
};

const damaged = (column: string) => new CardwrightError('store-failed', 'the store holds a damaged row', { column });
