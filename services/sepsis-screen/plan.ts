import type { EvaluationInput, Plan } from '@cardwright/cds-service';
import { recordedInputs } from './inputs.ts';
import { missingOf } from './missing-of.ts';
import { population } from './population.ts';
import { scores } from './signature.ts';

/** One of these at least, or nobody looked at the patient: SOFA by laboratory results alone is no screen. */
const bedside = ['resp_rate', 'sbp', 'temperature', 'heart_rate'] as const;

/** Population first; then a vital sign of the last 12 hours; then all three scores from what is on record. */
export function plan({ vector }: EvaluationInput): Plan {
  const refusal = population(vector);
  if (refusal) return refusal;
  const missing = bedside.filter((name) => vector.features[name]?.status !== 'present');
  if (missing.length === bedside.length)
    return {
      kind: 'insufficient-data',
      missing: missing.map((name) => ({ ...missingOf(vector, name), required: true })),
      reasons: ['No vital sign of the last 12 hours is usable.'],
    };
  const inputs = recordedInputs(vector);
  return {
    kind: 'predict',
    requests: scores.map((score) => ({ variant: `${score}-recorded`, inputs: inputs[score] })),
  };
}
