import type { HookContext, Suggestion } from '@cardwright/cds-service';
import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import { codeIn, creatinine, uacr } from '@cardwright/features';
import type { CodeableConcept } from '@medplum/fhirtypes';
import { nephrologyReferral } from './value-sets.ts';

const reason = 'Kidney failure risk (KFRE)';

/** A draft of a referral to nephrology; recommended, because the guideline row that leads here recommends it. */
export const referralSuggestion = (context: HookContext): Suggestion =>
  suggestion(
    'Refer to nephrology',
    concept([codeIn(nephrologyReferral, '306125004')], 'Referral to nephrology'),
    context,
    true,
  );

/** A draft of the ratio that the equation needs. */
export const uacrSuggestion = (context: HookContext): Suggestion =>
  suggestion(
    'Order urine albumin-creatinine ratio',
    concept([codeIn(uacr, '9318-7')], 'Urine albumin-creatinine ratio'),
    context,
  );

/** A draft of the creatinine that the eGFR is computed from. */
export const creatinineSuggestion = (context: HookContext): Suggestion =>
  suggestion('Order creatinine with eGFR', concept([codeIn(creatinine, '2160-0')], 'Creatinine with eGFR'), context);

function suggestion(
  label: string,
  code: CodeableConcept,
  { patientId, encounterId }: HookContext,
  isRecommended?: true,
): Suggestion {
  return orderSuggestion({
    label,
    description: `Creates a draft order: ${code.text ?? label}`,
    resource: draftServiceRequest({ patientId, encounterId, code, reason }),
    isRecommended,
  });
}

const concept = (coding: NonNullable<CodeableConcept['coding']>, text: string): CodeableConcept => ({ coding, text });
