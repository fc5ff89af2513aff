import type { Window } from '@cardwright/features';

/**
 * How old a fact may be: site policy, ours. Screening is a yearly decision and smoking history is taken anew for it, so
 * what is charted about smoking stands for a year; years of smoking and years since quitting are then off by a year at
 * most. Body size: two years, as in preventive visits; an adult's height hardly changes. A low-dose CT of the last
 * year answers the yearly question.
 */
export const windows = {
  smoking: { days: 366 },
  bodySize: { days: 731 },
  height: { days: 4383 },
  lowDoseCt: { days: 366 },
} as const satisfies Readonly<Record<string, Window>>;
