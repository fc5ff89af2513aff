import type { HookContext, MetThreshold, Suggestion } from '@cardwright/cds-service';
import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import { codeIn } from '@cardwright/features';
import { laceHigh } from './thresholds.ts';
import { followUpVisit } from './value-sets.ts';

/**
 * A draft of a follow-up visit where a score is high; recommended where LACE is, because that row recommends follow-up. No
 * date: neither source gives one.
 */
export function followUp(
  { patientId, encounterId }: HookContext,
  rows: readonly MetThreshold[],
): readonly Suggestion[] {
  if (rows.length === 0) return [];
  const code = { coding: [codeIn(followUpVisit, '390906007')], text: 'Follow-up visit after discharge' };
  return [
    orderSuggestion({
      label: 'Order a follow-up visit',
      description: `Creates a draft order: ${code.text}`,
      resource: draftServiceRequest({ patientId, encounterId, code, reason: 'High readmission risk' }),
      isRecommended: rows.some(({ id }) => id === laceHigh) ? true : undefined,
    }),
  ];
}
