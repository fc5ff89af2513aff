import { absenceInWords } from '@cardwright/cards';
import type { EvaluationInput } from '@cardwright/cds-service';
import { findWarfarinDrafts } from './find-warfarin-drafts.ts';

/** The drafted dose of `orders` warfarin orders together, or why there is none to compare with. */
export type DraftedDose =
  | { readonly known: true; readonly dailyMg: number; readonly weeklyMg: number; readonly orders: number }
  | { readonly known: false; readonly why: string };

/** Reads the warfarin drafts of the call in mg a day and a week; several (two tablet strengths) are added up. */
export function draftedDose({ vector, context }: EvaluationInput): DraftedDose {
  const orders = findWarfarinDrafts(context).length;
  const feature = vector.features['draft_daily_dose'];
  if (feature?.status !== 'present' || typeof feature.value !== 'number') {
    const reason = feature?.status === 'absent' ? (feature.detail ?? absenceInWords(feature.reason)) : 'not read';
    return { known: false, why: `the drafted dose cannot be given in mg a day (${reason})` };
  }
  // The feature also adds up orders that are signed again beside the draft; then the sum is not the draft's dose.
  if (feature.references.length !== orders) {
    return { known: false, why: 'other warfarin orders stand beside the draft' };
  }
  return { known: true, dailyMg: feature.value, weeklyMg: feature.value * 7, orders };
}
