import type { Window } from '@cardwright/features';

/** An eGFR below 60 is chronic when an earlier one, at least this much earlier, was below 60 too (KDIGO: more than 3 months). */
export const chronicDays = 90;

/**
 * How old a fact may be: site policy, ours. KDIGO 2024 asks for albuminuria and GFR at least once a year in chronic kidney
 * disease (practice point 2.1.1), so a result of the last year stands for now. The earlier eGFR only shows that the
 * disease lasts; five years back is enough to find one.
 */
export const windows = {
  results: { days: 366 },
  earlier: { days: 1826, until: { days: chronicDays } },
} as const satisfies Readonly<Record<string, Window>>;
