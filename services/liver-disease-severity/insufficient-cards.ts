import type { Card, InsufficientInput, MissingFeature } from '@cardwright/cds-service';
import { aboutOrders, bullets, card, paragraphs, raw } from '@cardwright/cards';
import { selectedOrders } from './concerns.ts';
import { groupOf, unknownPopulation } from './population.ts';
import { overrideReasons, source } from './source.ts';
import { resultSuggestions } from './suggestions.ts';
import { labelOf } from './wording.ts';

/**
 * One info card with the results that would give a score, where the patient is known to belong to its population. Silent
 * where that is not known: a chart without liver disease is no reason to speak.
 */
export function insufficientCards({ vector, context, missing, reasons }: InsufficientInput): readonly Card[] {
  const group = groupOf(vector);
  if (group === undefined || unknownPopulation(vector).length > 0) return [];
  const about = aboutOrders(selectedOrders(context));
  const scores = group === 'cirrhosis' ? 'MELD and Child-Pugh' : 'FIB-4';
  return [
    card({
      summary: `${scores} not computed: ${lackInWords(missing)}`,
      indicator: 'info',
      source,
      detail: paragraphs(about.line, bullets(reasons.map(raw)), 'Nothing is assumed in their place.'),
      suggestions: resultSuggestions(missing, context),
      selectionBehavior: 'any',
      overrideReasons,
      extension: about.extension,
    }),
  ];
}

function lackInWords(missing: readonly MissingFeature[]): string {
  if (missing.length === 0) return 'a result is outside the range of the score';
  const names = missing.map(({ feature }) => labelOf(feature));
  return names.length <= 3 ? `no usable ${names.join(', ')}` : `${names.length} results are missing`;
}
