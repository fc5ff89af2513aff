import type { Card } from '@cardwright/cds-service';

/** Silent: without an age not even the population is known, and no order of ours brings one. */
export const insufficientCards = (): readonly Card[] => [];
