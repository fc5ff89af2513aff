import type { Window } from '@cardwright/features';

/**
 * How old a fact may be: site policies, ours, where the source names no time. Heart rate, saturation and D-dimer are of this
 * illness: one day, two for the D-dimer. Coughing up blood: this illness, a week. Surgery: the four weeks of Wells and PERC, within
 * the month of Geneva; the fracture likewise. A pregnancy status: one pregnancy. An embolism that began within a week is the one that is looked for, or has
 * just been found, and no earlier one.
 */
export const windows = {
  vitals: { hours: 24 },
  dDimer: { hours: 48 },
  hemoptysis: { days: 7 },
  surgery: { days: 28 },
  pregnancyStatus: { days: 280 },
  earlierThrombosis: { days: 36525, until: { days: 7 } },
} as const satisfies Readonly<Record<string, Window>>;
