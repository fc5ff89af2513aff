import type { MissingFeature } from '@cardwright/cds-service';

/** What SIRS and qSOFA stand on; a blood gas or a bilirubin is not expected of everyone. */
const bedside = ['resp_rate', 'sbp', 'gcs', 'temperature', 'heart_rate', 'wbc'];

/** What is missing of SIRS and qSOFA. */
export const bedsideGaps = (missing: readonly MissingFeature[]): readonly MissingFeature[] =>
  missing.filter(({ feature }) => bedside.includes(feature));
