import type { AbsenceReason, HookContext, MissingFeature, Suggestion } from '@cardwright/cds-service';
import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import { codeIn, creatinine } from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import { hasDraftOf } from './concerns.ts';
import type { Row } from './thresholds.ts';
import {
  albumin,
  alt,
  ast,
  bilirubin,
  hepatologyReferral,
  inr,
  liverElastography,
  platelets,
  sodium,
} from './value-sets.ts';

/** Why a missing result is ordered. */
const forScores = 'To compute MELD, Child-Pugh or FIB-4';

/** The results that can be ordered: code and name, in the order of the card. */
const orderable: Readonly<Record<string, readonly [ValueSet, string, string]>> = {
  bilirubin: [bilirubin, '1975-2', 'Total bilirubin'],
  inr: [inr, '6301-6', 'INR'],
  creatinine: [creatinine, '2160-0', 'Creatinine'],
  sodium: [sodium, '2951-2', 'Sodium'],
  albumin: [albumin, '1751-7', 'Albumin'],
  ast: [ast, '1920-8', 'AST'],
  alt: [alt, '1742-6', 'ALT'],
  platelets: [platelets, '777-3', 'Platelet count'],
};

/** A new result would help; where the record could not be read or is masked, there may be one already. */
const helped: ReadonlySet<AbsenceReason> = new Set([
  'none-recorded',
  'stale',
  'unit-refused',
  'implausible',
  'no-value',
  'status-refused',
]);

/** What a met row leads to, where no draft of the call is that order already. Recommended, because the row recommends it. */
export function stepSuggestions(rows: readonly Row[], context: HookContext): readonly Suggestion[] {
  const reasonOf = (wanted: Row['step']) =>
    rows.flatMap(({ step, when, recommendation }) => (step === wanted ? [`${when}: ${recommendation ?? ''}`] : []))[0];
  const [refer, elastography] = [reasonOf('refer'), reasonOf('elastography')];
  return [
    ...(refer !== undefined && !hasDraftOf(context, hepatologyReferral)
      ? [
          suggestion(
            'Refer to hepatology',
            [hepatologyReferral, '183523005', 'Referral to hepatology'],
            context,
            refer,
            true,
          ),
        ]
      : []),
    ...(elastography !== undefined && !hasDraftOf(context, liverElastography)
      ? [
          suggestion(
            'Order liver elastography',
            [liverElastography, '77615-3', 'Liver elastography'],
            context,
            elastography,
            true,
          ),
        ]
      : []),
  ];
}

/** Drafts of the results that are missing and can be ordered. */
export function resultSuggestions(missing: readonly MissingFeature[], context: HookContext): readonly Suggestion[] {
  const wanted = new Set(missing.filter((one) => helped.has(one.reason)).map(({ feature }) => feature));
  return Object.entries(orderable)
    .filter(([feature, [codes]]) => wanted.has(feature) && !hasDraftOf(context, codes))
    .map(([, order]) => suggestion(`Order ${labelOf(order)}`, order, context, forScores));
}

const labelOf = ([, , text]: readonly [ValueSet, string, string]): string =>
  text === text.toUpperCase() ? text : text.charAt(0).toLowerCase() + text.slice(1);

function suggestion(
  label: string,
  [codes, code, text]: readonly [ValueSet, string, string],
  { patientId, encounterId }: HookContext,
  reason: string,
  isRecommended?: true,
): Suggestion {
  return orderSuggestion({
    label,
    description: `Creates a draft order: ${text}`,
    resource: draftServiceRequest({
      patientId,
      encounterId,
      code: { coding: [codeIn(codes, code)], text },
      reason,
    }),
    isRecommended,
  });
}
