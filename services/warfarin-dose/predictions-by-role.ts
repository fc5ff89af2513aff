import type { Prediction } from '@cardwright/cds-service';
import { plannedRuns, type RunRole } from './planned-runs.ts';

export type PredictionsByRole = Partial<Readonly<Record<RunRole, Prediction>>>;

/**
 * What each prediction is for. The first one's inputs determine the runs that the plan asked for, and predictions come
 * in the order of the requests.
 */
export function predictionsByRole(predictions: readonly Prediction[]): PredictionsByRole {
  const [first] = predictions;
  if (first === undefined) return {};
  const variant = first.variant === 'iwpc-clinical' ? 'iwpc-clinical' : 'iwpc-pharmacogenetic';
  const runs = plannedRuns(variant, first.inputs);
  return Object.fromEntries(
    runs.flatMap((run, index) => {
      const prediction = predictions[index];
      return prediction ? [[run.role, prediction]] : [];
    }),
  );
}
