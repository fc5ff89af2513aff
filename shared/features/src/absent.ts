import type { AbsenceReason, AbsentFeature } from '@cardwright/cds-service';

/** A feature without a value. `detail` is ours, never free text from the chart. */
export function absent(reason: AbsenceReason, references: readonly string[] = [], detail?: string): AbsentFeature {
  return { status: 'absent', reason, references, ...(detail !== undefined && { detail }) };
}
