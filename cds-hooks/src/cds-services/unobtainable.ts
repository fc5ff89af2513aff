import type { Evaluation } from '@cardwright/cds-service';

/** Required features that nobody supplied and that could not be fetched, where the evaluation failed for want of them. */
export function unobtainable({ outcome, missing }: Evaluation): readonly string[] {
  if (outcome !== 'insufficient-data') return [];
  return missing
    .filter(({ required, reason }) => required && (reason === 'not-queried' || reason === 'query-failed'))
    .map(({ feature }) => feature);
}
