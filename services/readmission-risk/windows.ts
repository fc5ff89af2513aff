import type { Window } from '@cardwright/features';

/** A visit to the emergency department that began this shortly before the stay is taken as the one that led to it. Site policy, ours. */
export const leadInHours = 24;

/** The feature whose time is the start of the stay. */
export const stay = 'length_of_stay';

/**
 * `sinceAdmission`: results and procedures of this stay; the last result stands for the one at discharge, however old.
 * `yearBefore`: HOSPITAL counts the admissions of the 12 months before the stay. `halfYearBefore`: LACE counts the visits of
 * the six months before it, without the one that led to it (BMC Cardiovasc Disord 2014;14:97, table 1).
 */
export const windows = {
  sinceAdmission: { since: 'admission' },
  yearBefore: { days: 365, anchor: stay, bounds: '[)' },
  halfYearBefore: { days: 183, until: { hours: leadInHours }, anchor: stay, bounds: '[)' },
} as const satisfies Readonly<Record<string, Window>>;
