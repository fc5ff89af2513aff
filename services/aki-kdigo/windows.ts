import type { Window } from '@cardwright/features';

/**
 * Which facts count. The 48 hours and the 7 days are KDIGO's and are counted from the creatinine that is judged; that
 * result itself is not its own baseline (mimic-code, kdigo_creatinine.sql). The median of 8 to 365 days is that of the NHS
 * England AKI algorithm; what is older than 7 days belongs to it, so that no result falls between the two. The rest is site
 * policy, ours:
 *
 * - `creatinine`: a stage is about now; a result older than the 7 days in which KDIGO looks for a rise says nothing of it.
 * - `urine`: charting that ended more than 6 hours ago, the shortest period of a criterion, is not about now.
 * - `weight`: a weight of the last 30 days, since a rate is for each kilogram.
 * - `krt`: a session of the last 7 days is part of this illness.
 */
export const windows = {
  creatinine: { days: 7 },
  lowest48h: { hours: 48, bounds: '[)', anchor: 'creatinine' },
  lowest7d: { days: 7, bounds: '[)', anchor: 'creatinine' },
  median365d: { days: 365, until: { days: 7 }, bounds: '[)', anchor: 'creatinine' },
  urine: { hours: 6 },
  weight: { days: 30 },
  krt: { days: 7 },
} as const satisfies Readonly<Record<string, Window>>;

/** The periods of the urine criteria, in hours. */
export const urinePeriods = [6, 12, 24] as const;

/** The volumes charted in a period, counted back from the newest charting. */
export const urineSum = (hours: number): Window => ({ hours, bounds: '(]', anchor: 'urine_latest' });

/**
 * The charting with which the period begins: its volume was passed before, the next one's after it. At most 12 hours earlier than
 * the period, so that the rate is still one of about that period (mimic-code, kdigo_uo.sql, for 6 hours).
 */
export const urineStart = (hours: number): Window => ({ hours: hours + 12, until: { hours }, anchor: 'urine_latest' });
