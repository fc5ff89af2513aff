import type { Feature, FeatureVector, ModelInputs } from '@cardwright/cds-service';
import { urinePeriods } from './windows.ts';

const msPerHour = 3_600_000;

/**
 * mL/kg/h over the last 6, 12 and 24 hours of charting: what was passed after the charting with which the period begins, up
 * to the newest, over the hours between the two (mimic-code, kdigo_uo.sql). `null` where no charting begins the period, the
 * newest is too old, a volume cannot be read or there is no weight: urine that is not charted is not urine that is not there.
 */
export function urineRates({ features }: FeatureVector): ModelInputs {
  const [weight, end] = [numberIn(features['weight']), timeIn(features['urine_latest'])];
  return Object.fromEntries(
    urinePeriods.map((hours) => {
      const [volume, start] = [numberIn(features[`urine_${hours}h`]), timeIn(features[`urine_start_${hours}h`])];
      const isKnown = weight !== undefined && volume !== undefined && start !== undefined && end !== undefined;
      return [`urine_ml_kg_h_${hours}h`, isKnown ? (volume * msPerHour) / (weight * (end - start)) : null];
    }),
  );
}

const numberIn = (feature: Feature | undefined): number | undefined =>
  feature?.status === 'present' && typeof feature.value === 'number' ? feature.value : undefined;

/** A date without a time of day begins no period of hours. */
function timeIn(feature: Feature | undefined): number | undefined {
  if (feature?.status !== 'present' || feature.effective?.includes('T') !== true) return undefined;
  const time = Date.parse(feature.effective);
  return Number.isNaN(time) ? undefined : time;
}
