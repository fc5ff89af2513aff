import { quantity, roundHalfUp } from '@cardwright/cards';
import type { Prediction } from '@cardwright/cds-service';

/** The doses of a prediction; undefined where the formula has none. */
export function dosesOf(prediction: Prediction | undefined): { weeklyMg: number; dailyMg: number } | undefined {
  const weeklyMg = prediction?.outputs['weekly_dose_mg']?.value;
  const dailyMg = prediction?.outputs['daily_dose_mg']?.value;
  return typeof weeklyMg === 'number' && typeof dailyMg === 'number' ? { weeklyMg, dailyMg } : undefined;
}

/** The ends of the middle dose group of IWPC 2009, mg a week; both belong to the outer groups. */
const groupLimitsMg = { low: 21, high: 49 } as const;

/**
 * Decimals of a weekly dose in mg: one, and more for a dose between the groups that would read as the limit it does not
 * reach (21.02 is above 21 and must not be shown as 21.0).
 */
export function weeklyDecimals(weeklyMg: number): number {
  if (weeklyMg <= groupLimitsMg.low || weeklyMg >= groupLimitsMg.high) return 1;
  const isOnLimit = (decimals: number) => {
    const shown = roundHalfUp(weeklyMg, decimals);
    return shown <= groupLimitsMg.low || shown >= groupLimitsMg.high;
  };
  return [1, 2, 3, 4].find((decimals) => !isOnLimit(decimals)) ?? 5;
}

/** A weekly dose as it is shown, for display only. */
export const weeklyInWords = (weeklyMg: number): string =>
  quantity(weeklyMg, 'mg/wk', { decimals: weeklyDecimals(weeklyMg) });

/** The number that `weeklyInWords` prints: differences are taken between these, so that a reader's subtraction agrees. */
export const shownWeeklyMg = (weeklyMg: number): number => roundHalfUp(weeklyMg, weeklyDecimals(weeklyMg));

/** The difference of two weekly doses as they are shown, mg; zero when they are shown alike. */
export function shownDifferenceMg(aWeeklyMg: number, bWeeklyMg: number): number {
  return roundHalfUp(shownWeeklyMg(aWeeklyMg) - shownWeeklyMg(bWeeklyMg), 5);
}

/** A difference of `shownDifferenceMg` without its sign: `12.6 mg/week`. */
export function differenceInWords(differenceMg: number): string {
  const size = Math.abs(differenceMg);
  const decimals = [1, 2, 3, 4].find((count) => roundHalfUp(size, count) === size) ?? 5;
  return quantity(size, 'mg/wk', { decimals });
}

/** `31.4 mg/week (4.5 mg/day)`: both units, rounded for display only. */
export function doseInWords(dose: { readonly weeklyMg: number; readonly dailyMg: number }): string {
  return `${weeklyInWords(dose.weeklyMg)} (${quantity(dose.dailyMg, 'mg/d', { decimals: 1 })})`;
}
