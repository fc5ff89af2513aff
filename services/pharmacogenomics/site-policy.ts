import type { EvaluationInput, OverridableThreshold } from '@cardwright/cds-service';

/** What a site may decide otherwise. */
export const overridable: Readonly<Record<string, OverridableThreshold>> = {
  offer_missing_test: {
    title: 'Offer the genetic test where none is on file (1: yes, 0: silent)',
    unit: '1',
    default: 0,
    minimum: 0,
    maximum: 1,
  },
};

/** Whether a missing test is offered; as published it is not. */
export const offersMissingTest = ({ site }: Pick<EvaluationInput, 'site'>): boolean =>
  (site?.thresholds?.['offer_missing_test'] ?? 0) >= 1;
