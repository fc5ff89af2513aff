import type { Window } from '@cardwright/features';

/**
 * How old a result may be: site policy, ours. The item is uncontrolled pressure, a matter of now: half a year. Kidney
 * function of people who take or start an anticoagulant is checked once a year at least, so a creatinine of the last
 * year stands for now.
 */
export const windows = {
  bloodPressure: { days: 183 },
  creatinine: { days: 366 },
} as const satisfies Readonly<Record<string, Window>>;
