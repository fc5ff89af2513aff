import type { AbsenceReason, Card, InsufficientInput } from '@cardwright/cds-service';
import { creatinineInWords } from './numbers-in-words.ts';
import { nephrotoxinDrafts } from './nephrotoxin-drafts.ts';
import { openCard } from './open-card.ts';
import { valueOf } from './population.ts';

/** Nobody looked lately: an order for an outpatient is no reason to speak. */
const quiet: readonly AbsenceReason[] = ['none-recorded', 'stale', 'not-queried'];

/**
 * Speaks where somebody measured a creatinine lately: its baseline is not known, it cannot be used, or the record that
 * decides whether the criteria apply could not be read. Silent where there is no creatinine of the last 7 days.
 */
export function insufficientCards({ vector, context, missing, reasons }: InsufficientInput): readonly Card[] {
  if (nephrotoxinDrafts(context).length === 0) return [];
  const creatinine = valueOf(vector, 'creatinine');
  const found = vector.features['creatinine'];
  if (found?.status === 'absent' && quiet.includes(found.reason)) return [];
  const isBaseline = missing.some(({ feature }) => feature === 'median_creatinine_365d');
  return [
    openCard(context, [
      ...(typeof creatinine === 'number' ? [`Newest creatinine: ${creatinineInWords(creatinine)}.`] : []),
      ...reasons,
      ...(isBaseline ? ['Without an earlier creatinine a rise can be neither seen nor excluded.'] : []),
    ]),
  ];
}
