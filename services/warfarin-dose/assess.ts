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
    const noDose = byRole['no-dose'];
    if (noDose === undefined) throw new CardwrightError('model-failed', 'There is no prediction to assess.');
    // What CPIC says about the genotype holds without a dose too, and is what the reader needs then.
    return { risks: [], thresholds: thresholdsOf(noDose), notes, missing };
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

function thresholdsOf({ inputs, outputs, variant }: Prediction): readonly MetThreshold[] {
  const weekly = outputs['weekly_dose_mg']?.value;
  const { cyp2c9, race } = inputs;
  return metThresholds({ weeklyDoseMg: typeof weekly === 'number' ? weekly : undefined, cyp2c9, race, variant });
}

function missingOptional({ vector }: EvaluationInput): readonly MissingFeature[] {
  return optional.flatMap((feature) => {
    const found = vector.features[feature];
    return found?.status === 'absent' ? [{ feature, reason: found.reason, required: false }] : [];
  });
}
