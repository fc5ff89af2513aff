import type {
  AssessedRisk,
  Assessment,
  EvaluationInput,
  MetThreshold,
  MissingFeature,
  PredictedOutput,
  Prediction,
} from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { metThresholds } from './met-thresholds.ts';
import { notesOf } from './notes-of.ts';
import { predictionsByRole } from './predictions-by-role.ts';

const titles = {
  weekly_dose_mg: 'Initial warfarin dose, weekly',
  daily_dose_mg: 'Initial warfarin dose, daily',
} as const;

/** Optional features that the reader is told about when they are absent. */
const optional = ['vkorc1', 'cyp2c9', 'draft_daily_dose'] as const;

/**
 * The estimate with the thresholds it meets, and in sentences what the reader needs with it. Where the formula's root is
 * negative there is no risk, only the note that says so. Throws `model-failed` without a prediction.
 */
export function assess(input: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const byRole = predictionsByRole(predictions);
  const notes = notesOf(input, byRole);
  const missing = missingOptional(input);
  const { estimate } = byRole;
  if (estimate === undefined) {
    if (byRole['no-dose'] === undefined) throw new CardwrightError('model-failed', 'There is no prediction to assess.');
    return { risks: [], thresholds: [], notes, missing };
  }
  return { risks: risksOf(estimate), thresholds: thresholdsOf(estimate), notes, missing };
}

function risksOf(estimate: Prediction): readonly AssessedRisk[] {
  return (['weekly_dose_mg', 'daily_dose_mg'] as const).map((name) => {
    const output: PredictedOutput | undefined = estimate.outputs[name];
    if (output === undefined) throw new CardwrightError('model-failed', `The model gave no ${name}.`);
    return { name, title: titles[name], value: output.value, unit: output.unit, model: estimate.model };
  });
}

function thresholdsOf(estimate: Prediction): readonly MetThreshold[] {
  const weekly = estimate.outputs['weekly_dose_mg']?.value;
  if (typeof weekly !== 'number') return [];
  const { cyp2c9, race } = estimate.inputs;
  return metThresholds({ weeklyDoseMg: weekly, cyp2c9, race, variant: estimate.variant });
}

function missingOptional({ vector }: EvaluationInput): readonly MissingFeature[] {
  return optional.flatMap((feature) => {
    const found = vector.features[feature];
    return found?.status === 'absent' ? [{ feature, reason: found.reason, required: false }] : [];
  });
}
