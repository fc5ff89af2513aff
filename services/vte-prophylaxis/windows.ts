import type { Window } from '@cardwright/features';

/**
 * `lastMonth` is what both scores ask for ("less than a month"), read as 31 days. The others are site policy, ours: a body mass
 * index of the last year stands for now, a platelet count says something about bleeding for a week, and a bleeding counts as
 * recent for three months.
 */
export const windows = {
  lastMonth: { days: 31 },
  thisStay: { since: 'admission' },
  body: { days: 366 },
  height: { days: 3650 },
  platelets: { days: 7 },
  bleeding: { days: 92 },
  pregnancyStatus: { days: 280 },
} as const satisfies Readonly<Record<string, Window>>;
