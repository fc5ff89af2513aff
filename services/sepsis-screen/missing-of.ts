import type { FeatureVector, MissingFeature } from '@cardwright/cds-service';

/** A feature without a usable value as something missing, with the reason that the chart gives. */
export function missingOf({ features }: FeatureVector, feature: string): MissingFeature {
  const found = features[feature];
  return { feature, reason: found?.status === 'absent' ? found.reason : 'no-value', required: false };
}
