import type { AbsenceReason, Card, InsufficientInput, MissingFeature } from '@cardwright/cds-service';
import { bullets, card, paragraphs } from '@cardwright/cards';
import { numberIn } from './population.ts';
import { overrideReasons, source } from './source.ts';
import { creatinineSuggestion, uacrSuggestion } from './suggestions.ts';
import { labelOf } from './wording.ts';

/** A new result would help; where the record could not be read or is masked, there may be one already. */
const orderable: readonly AbsenceReason[] = [
  'none-recorded',
  'stale',
  'unit-refused',
  'implausible',
  'no-value',
  'status-refused',
];

/**
 * One info card with the order that is missing, where chronic kidney disease is known. Silent where it is not even known
 * that the patient belongs to the population: a chart without a creatinine is no reason to speak.
 */
export function insufficientCards({ vector, context, missing, reasons }: InsufficientInput): readonly Card[] {
  const { ckd, egfr } = vector.features;
  const isKnown = (ckd?.status === 'present' && ckd.value === true) || numberIn(egfr) !== undefined;
  if (!isKnown || missing.some(({ feature }) => ['ckd', 'krt', 'deceased'].includes(feature))) return [];
  const lacks = (name: string) => missing.some(({ feature, reason }) => feature === name && orderable.includes(reason));
  return [
    card({
      summary: summaryOf(missing),
      indicator: 'info',
      source,
      detail: paragraphs('No kidney failure risk (KFRE):', bullets(reasons), 'Nothing is assumed in its place.'),
      suggestions: [
        ...(lacks('uacr') ? [uacrSuggestion(context)] : []),
        ...(lacks('creatinine') ? [creatinineSuggestion(context)] : []),
      ],
      selectionBehavior: 'any',
      overrideReasons,
    }),
  ];
}

function summaryOf(missing: readonly MissingFeature[]): string {
  const names = missing
    .filter(({ feature, reason }) => feature !== 'egfr' || reason !== 'input-missing')
    .map(({ feature }) => labelOf(feature));
  const start = 'Kidney failure risk (KFRE) not estimated: ';
  if (names.length === 0) return `${start}an input is outside the range of the equation`;
  return names.length <= 2
    ? `${start}no usable value for ${names.join(', ')}`
    : `${start}no usable value for ${names.length} inputs`;
}
