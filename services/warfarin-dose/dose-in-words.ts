import { quantity } from '@cardwright/cards';
import type { Prediction } from '@cardwright/cds-service';

/** The doses of a prediction; undefined where the formula has none. */
export function dosesOf(prediction: Prediction | undefined): { weeklyMg: number; dailyMg: number } | undefined {
  const weeklyMg = prediction?.outputs['weekly_dose_mg']?.value;
  const dailyMg = prediction?.outputs['daily_dose_mg']?.value;
  return typeof weeklyMg === 'number' && typeof dailyMg === 'number' ? { weeklyMg, dailyMg } : undefined;
}

/** `31.4 mg/week (4.5 mg/day)`: both units, one decimal, for display only. */
export function doseInWords(dose: { readonly weeklyMg: number; readonly dailyMg: number }): string {
  const weekly = quantity(dose.weeklyMg, 'mg/wk', { decimals: 1 });
  return `${weekly} (${quantity(dose.dailyMg, 'mg/d', { decimals: 1 })})`;
}
