import { text } from './row.ts';
import type { Row } from './row.ts';
import type { ServiceStep } from './store.ts';

/** A row of `service_steps`, which has the same columns in both databases. */
export function readStep(row: Row): ServiceStep {
  const optional = (name: 'label' | 'approvedBy' | 'approvedOn', column: string) =>
    row[column] === null ? {} : { [name]: text(row, column) };
  return {
    service: text(row, 'service'),
    version: text(row, 'version'),
    ...optional('label', 'label'),
    status: text(row, 'status'),
    ...optional('approvedBy', 'approved_by'),
    ...optional('approvedOn', 'approved_on'),
    at: text(row, 'at'),
  };
}
