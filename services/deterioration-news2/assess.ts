import type { Assessment, EvaluationInput, FeatureVector, Prediction, SiteChoices } from '@cardwright/cds-service';
import { observationWindow } from './features.ts';
import { missingParameters } from './missing-parameters.ts';
import { readPrediction, type Reading } from './reading.ts';
import { roundsNote } from './rounds-note.ts';
import { metResponses } from './responses.ts';
import { usesScale2 } from './uses-scale2.ts';

/** Score and category (a lower bound where something is missing), the responses of the source, and what a reader must know. */
export function assess({ vector, site }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const reading = readPrediction(predictions);
  const { score, risk, model, atLeast } = reading;
  const bound = atLeast ? ({ atLeast: true } as const) : {};
  // Nothing lies above `high`: with a lower bound of 7 or more the category is certain.
  const categoryBound = risk === 'high' ? {} : bound;
  return {
    risks: [
      { name: 'score', title: 'NEWS2 score', value: score, unit: '{score}', model, ...bound },
      { name: 'risk', title: 'NEWS2 clinical risk', value: risk, unit: '{category}', model, ...categoryBound },
    ],
    thresholds: metResponses(reading),
    notes: notes(vector, reading, site),
    missing: missingParameters(vector, site),
  };
}

function notes(vector: FeatureVector, reading: Reading, site: SiteChoices | undefined): readonly string[] {
  return [
    reading.atLeast
      ? 'The score is a lower bound: a parameter that is not recorded, or not usable, contributes 0 points, the least that any value can give. Recording it may raise the score and the response.'
      : '',
    roundsNote(vector, reading, site),
    oxygenNote(vector),
    scaleNote(vector, site),
    `Only observations of the last ${observationWindow.hours} h are used, the latest of each.`,
    'Rounded half up before the table is read: temperature to 0.1 °C, other numbers to whole units.',
    vector.features['pregnant_condition']?.status === 'absent'
      ? 'Whether the patient is pregnant could not be read; NEWS2 is not for use in pregnancy.'
      : '',
  ].filter((note) => note !== '');
}

function oxygenNote(vector: FeatureVector): string {
  return missingParameters(vector).some(({ feature }) => feature === 'on_oxygen')
    ? 'Whether the patient is on oxygen is not known: no points are counted for it; on oxygen the score is at least 2 higher.'
    : '';
}

function scaleNote(vector: FeatureVector, site: SiteChoices | undefined): string {
  const scale2 = usesScale2(vector, site);
  if (scale2 === null) return 'The SpO2 scale could not be read: the scale with fewer points is counted.';
  if (scale2) return 'SpO2 scale 2 (target 88–92 %) is used, on the recorded decision.';
  return 'SpO2 scale 1 is used: a decision for scale 2 is not recorded, counted as no.';
}
