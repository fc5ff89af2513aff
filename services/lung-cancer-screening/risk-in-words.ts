import type { Prediction } from '@cardwright/cds-service';
import { roundHalfUp } from '@cardwright/cards';
import { riskThreshold } from './thresholds.ts';

/** The six-year risk; NaN when it is not there, which meets no threshold. */
export function riskIn(prediction: Prediction | undefined): number {
  const value = prediction?.outputs['risk_6yr']?.value;
  return typeof value === 'number' ? value : NaN;
}

/**
 * With two decimals, as the threshold has: `1.51%`; `<0.01%` for what would read as none. A risk below the threshold that
 * would print as the threshold has a third decimal, rounded down: the card says that it is below.
 */
export function riskInWords(risk: number): string {
  if (risk < 0.0001) return '<0.01%';
  const rounded = roundHalfUp(risk, 4);
  if (risk < riskThreshold && rounded >= riskThreshold) return `${(Math.floor(risk * 100_000) / 1000).toFixed(3)}%`;
  return `${(rounded * 100).toFixed(2)}%`;
}
