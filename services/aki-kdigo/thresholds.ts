import type { MetThreshold } from '@cardwright/cds-service';

/**
 * What the guideline says of a stage. The wording of the action is that of figure 4 (second source: its text in the KDOQI
 * commentary); the reference ties more actions to stage 2, for which no second source was found, so they are not said.
 */
export const thresholdsAt = (stage: number): readonly MetThreshold[] =>
  stage === 0
    ? []
    : [
        {
          id: `kdigo-stage-${stage}`,
          when: `AKI stage ${stage}`,
          recommendation:
            'For every stage the guideline says "discontinue all nephrotoxic agents when possible" and "monitor serum creatinine and urine output"',
          source: 'KDIGO 2012 AKI guideline, figure 4 (stage-based management)',
        },
      ];
