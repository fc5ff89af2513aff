import type { Assessment, EvaluationInput, FeatureVector, MissingFeature, Prediction } from '@cardwright/cds-service';
import { featureOf } from './inputs.ts';
import { missingOf } from './missing-of.ts';
import { notesOf } from './notes.ts';
import { readPredictions, type Reading } from './reading.ts';
import { metThresholds } from './thresholds.ts';
import { scoreNames, shownScores } from './wording.ts';

/** The three scores, lower bounds where something is missing, and the rows that a suspected infection makes of them. */
export function assess({ vector, site }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const reading = readPredictions(vector, predictions);
  return {
    risks: shownScores.map((name) => {
      const { value, model, atLeast } = reading.scores[name];
      return {
        name,
        title: `${scoreNames[name]} score`,
        value,
        unit: '{score}',
        model,
        ...(atLeast && { atLeast: true }),
      };
    }),
    thresholds: metThresholds(reading),
    notes: notesOf(vector, reading, site),
    missing: missingInputs(vector, reading),
  };
}

/** What keeps a part open, each once, in the order of the card. */
function missingInputs(vector: FeatureVector, { scores }: Reading): readonly MissingFeature[] {
  const names = shownScores.flatMap((score) =>
    scores[score].parts.flatMap(({ open }) => open.map((input) => featureOf(score, input))),
  );
  return [...new Set(names)].map((name) => missingOf(vector, name));
}
