import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import type { FeatureVector, HookContext, Suggestion } from '@cardwright/cds-service';
import { codeIn } from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import { isThere, isYes } from './suspected-infection.ts';
import { bloodCulture, lactate } from './value-sets.ts';
import { lactateHours } from './windows.ts';

const msPerHour = 3_600_000;

/**
 * Lactate and blood cultures as drafts, where none is on record. Only for a card with a suspected infection. What is drafted in the
 * meantime `patient-view` does not tell.
 */
export function suggestionsFor(vector: FeatureVector, context: HookContext): readonly Suggestion[] {
  const { blood_culture_result: result, blood_culture_taken: taken } = vector.features;
  return [
    ...(hasRecentLactate(vector) ? [] : [order(context, lactate, '2524-7', 'Lactate', 'Order a lactate')]),
    ...(isThere(result) || isYes(taken)
      ? []
      : [order(context, bloodCulture, '600-7', 'Blood culture', 'Order blood cultures')]),
  ];
}

function hasRecentLactate({ features, asOf }: FeatureVector): boolean {
  const { lactate: newest } = features;
  if (newest?.status !== 'present' || newest.effective === undefined) return false;
  return Date.parse(asOf) - Date.parse(newest.effective) <= lactateHours * msPerHour;
}

function order({ patientId, encounterId }: HookContext, codes: ValueSet, code: string, text: string, label: string) {
  return orderSuggestion({
    label,
    description: `Creates a draft order: ${text}`,
    resource: draftServiceRequest({
      patientId,
      encounterId,
      code: { coding: [codeIn(codes, code)], text },
      reason: 'Suspected infection with sepsis criteria',
    }),
    isRecommended: true,
  });
}
