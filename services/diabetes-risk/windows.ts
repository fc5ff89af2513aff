import type { Window } from '@cardwright/features';

/**
 * How old a fact may be: site policy, ours. Weight, waist and pressure are read at every preventive visit: two years.
 * Lipids and fasting glucose of the Framingham equation: three years, the interval at which they are due again. Adult
 * height hardly changes: as long as that, and a measured adult is at least 18. A recorded pregnancy is over after 42 weeks.
 */
export const windows = {
  body: { days: 731 },
  height: { days: 1826 },
  pressure: { days: 731 },
  lipids: { days: 1096 },
  pregnancy: { days: 294 },
} as const satisfies Readonly<Record<string, Window>>;

/** Days after which a test is due again: normal results every 3 years, prediabetes yearly (ADA 2024, Table 2.4). */
export const testIntervalDays = { usual: 1096, prediabetes: 366 } as const;
