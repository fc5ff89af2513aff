import type { Card } from '@cardwright/cds-service';

/** Silent: nobody can order what is missing, and every admission would have a card. */
export const insufficientCards = (): readonly Card[] => [];
