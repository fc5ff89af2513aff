import type { Duration, Window } from '@cardwright/features';

/**
 * How old a result may be, and how far the results of one score may lie apart: site policy, ours. MELD speaks of the next
 * three months, so older results speak of a time that has passed; its results move within days, so they must be of one
 * week. FIB-4 is repeated every one to two years and moves slowly: a year, and one month between its results.
 */
export const windows = {
  severity: { days: 90 },
  fibrosis: { days: 366 },
} as const satisfies Readonly<Record<string, Window>>;

/** The results of one score lie no farther apart than this. */
export const apartDays = { severity: 7, fibrosis: 31 } as const;

/** The window of the dialysis criterion (OPTN policy 9.1.D: the prior 7 days). */
export const dialysisWindow = { days: 7 } as const satisfies Duration;
