import type { Window } from '@cardwright/features';

/**
 * How old a fact may be: site policy, ours, in one place. The equations were developed on baseline examinations and
 * name no limit. Lipids change slowly and guidelines ask for a reassessment of risk factors every 4 to 6 years
 * (2019 ACC/AHA primary prevention guideline, recommendation on adults 20 to 39), so five years. Pressure, weight,
 * kidney function and smoking are read at every preventive visit, so two years. HbA1c and urine albumin stand for a
 * present state that treatment moves within months; one year is the measurement period of the US quality measures.
 * Height: adult height hardly changes, a child's does. The youngest patient of the equations is 30, so a height of the
 * last 12 years was measured at 18 or later.
 */
export const windows = {
  lipids: { days: 1826 },
  bloodPressure: { days: 731 },
  bodySize: { days: 731 },
  height: { days: 4383 },
  kidney: { days: 731 },
  smoking: { days: 731 },
  glycaemia: { days: 366 },
  albuminuria: { days: 366 },
} as const satisfies Readonly<Record<string, Window>>;
