import type { Card } from '@cardwright/cds-service';

/** None: without the stay or the age there is nothing that the reader of a discharge could add. `whenInsufficient` is `silent`. */
export const insufficientCards = (): readonly Card[] => [];
