import type { Card } from '@cardwright/cds-service';

/** Silent: a chart without a body mass index, or one that could not be read, is no reason to speak when it is opened. */
export const insufficientCards = (): readonly Card[] => [];
