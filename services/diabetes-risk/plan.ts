import type { EvaluationInput, FeatureVector, MissingFeature, Plan } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { plannedScores, type Models } from './planned-scores.ts';
import { outsideThePopulation, unknownPopulation } from './population.ts';
import { labelOf } from './wording.ts';

/**
 * Population first (adult, alive, no diabetes, not pregnant), then the ADA risk test in its bounds; FINDRISC and
 * Framingham Offspring beside it where their measurements are on file.
 */
export function plan({ vector }: EvaluationInput, models: Models): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const scores = plannedScores(vector, models);
  const ada = scores.find(({ variant }) => variant === 'ada-risk-test');
  const missing = [...new Set([...unknownPopulation(vector), ...(ada?.lacking ?? [])])].map((name) =>
    missingFeature(vector, name),
  );
  const reasons = [
    ...missing.map(({ feature, reason }) => `${labelOf(feature)}: ${absenceInWords(reason)}.`),
    ...(ada?.outOfRange ?? []).map((name) => `${labelOf(name)} is outside the range of the ADA risk test.`),
  ];
  if (reasons.length > 0) return { kind: 'insufficient-data', missing, reasons };
  return { kind: 'predict', requests: scores.flatMap(({ requests }) => requests) };
}

function missingFeature({ features }: FeatureVector, feature: string): MissingFeature {
  const found = features[feature];
  return { feature, reason: found?.status === 'absent' ? found.reason : 'no-value', required: true };
}
