import type { Assessment, EvaluationInput, Prediction } from '@cardwright/cds-service';
import { readOpioids } from './reading.ts';

/** The total with what it rests on, the thresholds it meets, and all that could not be counted. */
export function assess({ vector, context }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const { total, model, atLeast, thresholds, notes } = readOpioids(vector, context, predictions);
  return {
    risks:
      total === undefined || model === undefined
        ? []
        : [
            {
              name: 'mme_per_day',
              title: 'Total daily morphine milligram equivalents (MME)',
              value: total,
              unit: 'mg/d',
              ...(atLeast && { atLeast: true }),
              model,
            },
          ],
    thresholds,
    notes,
    missing: Object.entries(vector.features).flatMap(([feature, found]) =>
      found.status === 'absent' ? [{ feature, reason: found.reason, required: false }] : [],
    ),
  };
}
