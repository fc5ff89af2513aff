import type { Window } from '@cardwright/features';

/**
 * Which facts count. SOFA takes the worst of 24 hours (clinical reference). Hours between culture and antibiotic are those of
 * Seymour 2016 as mimic-code has them (suspicion_of_infection.sql). The rest is site policy, ours:
 *
 * - `round`: SIRS and qSOFA are about now; 12 hours is the longest interval between two rounds that NEWS2 allows.
 * - `infection`: an infection that began, or was recorded, in the last 7 days is part of this illness.
 * - `antibiotic`, `culture`: what began earlier than 72 hours ago is not news; its result may still be awaited.
 * - `recentAntibiotic`, `recentCulture`: the last 24 hours, within which any two are near enough to each other.
 * - `fio2`: the oxygen that a blood gas was drawn on, charted at most 4 hours before it.
 */
export const windows = {
  round: { hours: 12 },
  worst: { hours: 24 },
  infection: { days: 7 },
  antibiotic: { hours: 72 },
  recentAntibiotic: { hours: 24 },
  culture: { hours: 96 },
  recentCulture: { hours: 24 },
  cultureBeforeAntibiotic: { hours: 72, anchor: 'antibiotic' },
  cultureBeforeRecent: { hours: 72, anchor: 'antibiotic_recent' },
  bloodCulture: { hours: 72 },
  fio2: { hours: 4, anchor: 'pao2' },
} as const satisfies Readonly<Record<string, Window>>;

/** Hours: an antibiotic follows the culture within the first, or the culture follows the antibiotic within the second. */
export const suspicionHours = { antibioticAfterCulture: 72, cultureAfterAntibiotic: 24 } as const;

/** Site policy, hours: a lactate older than this is not offered as the current one. */
export const lactateHours = 6;
