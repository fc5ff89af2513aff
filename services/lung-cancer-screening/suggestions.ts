import type { FeatureVector, HookContext, Suggestion } from '@cardwright/cds-service';
import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import { codeIn } from '@cardwright/features';
import { smokesNow } from './smoking.ts';
import { lowDoseCt } from './value-sets.ts';

const text = 'Low-dose CT of the chest for lung cancer screening';

/** A draft of the examination. `isRecommended` only where a criterion that recommends it is met (USPSTF). */
export const lowDoseCtSuggestion = (
  { patientId, encounterId }: HookContext,
  { isRecommended }: { readonly isRecommended: boolean },
): Suggestion =>
  orderSuggestion({
    label: 'Order low-dose CT, if decided together',
    description: `Creates a draft order: ${text}`,
    resource: draftServiceRequest({
      patientId,
      encounterId,
      code: { coding: [codeIn(lowDoseCt, '16334891000119106'), codeIn(lowDoseCt, '79086-5')], text },
      reason: 'Lung cancer screening, after a shared decision',
    }),
    isRecommended: isRecommended ? true : undefined,
  });

/** What the conversation is about, beside the number. Sources: USPSTF 2021; Ramaswamy, Curr Pulmonol Rep 2022. */
export const sharedDecision = (vector: FeatureVector): string =>
  `**Shared decision**: fewer deaths from lung cancer against false alarms, overdiagnosis, radiation and incidental findings.${smokesNow(vector) ? ' Help to stop smoking belongs to it.' : ''}`;
