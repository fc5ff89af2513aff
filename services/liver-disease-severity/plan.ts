import type { EvaluationInput, MissingFeature, Plan } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { missingOf } from './missing-of.ts';
import { plannedScores, type Models } from './planned-scores.ts';
import { groupOf, outsideThePopulation, unknownPopulation } from './population.ts';
import { labelOf } from './wording.ts';

/**
 * Population first: MELD and Child-Pugh with cirrhosis, FIB-4 with a disease that scars the liver and no cirrhosis. Then
 * every score of the group whose results are there and of one window; what keeps the others away is said on the card.
 */
export function plan({ vector }: EvaluationInput, models: Models): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const group = groupOf(vector);
  const unknown = unknownPopulation(vector);
  if (group === undefined || unknown.length > 0) {
    const missing = unknown.map((feature) => missingOf(vector, feature));
    return { kind: 'insufficient-data', missing, reasons: missing.map(inWords) };
  }
  const scores = plannedScores(vector, group, models);
  const requests = scores.flatMap((score) => score.requests);
  if (requests.length > 0) return { kind: 'predict', requests };
  const missing = unique(scores.flatMap((score) => score.missing));
  const outOfRange = [...new Set(scores.flatMap((score) => score.outOfRange))];
  return {
    kind: 'insufficient-data',
    missing,
    reasons: [
      ...missing.map(inWords),
      ...outOfRange.map((name) => `${labelOf(name)} is outside the range of the score.`),
    ],
  };
}

const inWords = ({ feature, reason }: MissingFeature): string => `${labelOf(feature)}: ${absenceInWords(reason)}.`;

const unique = (missing: readonly MissingFeature[]): readonly MissingFeature[] =>
  missing.filter(({ feature }, index) => missing.findIndex((other) => other.feature === feature) === index);
