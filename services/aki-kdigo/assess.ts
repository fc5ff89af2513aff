import type { Assessment, EvaluationInput, Prediction } from '@cardwright/cds-service';
import { baselineNotes, otherNotes } from './notes.ts';
import { readPrediction } from './reading.ts';
import { thresholdsAt } from './thresholds.ts';

/** The stage, the baseline it stands on with its date, and every criterion that could not be judged. */
export function assess({ vector, site }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const reading = readPrediction(vector, predictions);
  if (reading === undefined) return { risks: [], thresholds: [], notes: [], missing: [] };
  const { stage, model, atLeast } = reading;
  return {
    risks: [
      {
        name: 'stage',
        title: 'Acute kidney injury, KDIGO stage',
        value: stage,
        unit: '{stage}',
        ...(atLeast && { atLeast: true }),
        model,
      },
    ],
    thresholds: thresholdsAt(stage),
    notes: [...baselineNotes(reading, vector, site), ...otherNotes(reading, vector)],
    missing: Object.keys(reading.inputs).flatMap((feature) => {
      const found = vector.features[feature];
      return found?.status === 'absent' ? [{ feature, reason: found.reason, required: false }] : [];
    }),
  };
}
