import type { HookContext, Suggestion } from '@cardwright/cds-service';
import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import { codeIn } from '@cardwright/features';
import type { CodeableConcept } from '@medplum/fhirtypes';
import { ctPulmonaryAngiography, dDimerFeu } from './value-sets.ts';

/** A draft of the D-dimer that comes first where the score is low; whether it is, the clinician says. */
export const dDimerSuggestion = (context: HookContext, reason: string): Suggestion =>
  suggestion('Order D-dimer', { coding: [codeIn(dDimerFeu, '48065-7')], text: 'D-dimer' }, context, reason);

/** A draft of the imaging that the guideline row recommends where embolism is likely. */
export const ctSuggestion = (context: HookContext): Suggestion =>
  suggestion(
    'Order CT pulmonary angiography',
    { coding: [codeIn(ctPulmonaryAngiography, '79077-4')], text: 'CT pulmonary angiography' },
    context,
    'Suspected pulmonary embolism, likely by score',
    true,
  );

function suggestion(
  label: string,
  code: CodeableConcept,
  { patientId, encounterId }: HookContext,
  reason: string,
  isRecommended?: true,
): Suggestion {
  return orderSuggestion({
    label,
    description: `Creates a draft order: ${code.text ?? label}`,
    resource: draftServiceRequest({ patientId, encounterId, code, reason }),
    isRecommended,
  });
}
