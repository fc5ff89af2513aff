import type { Prediction } from '@cardwright/cds-service';
import { roundHalfUp } from '@cardwright/cards';

/** The six-year risk; NaN when it is not there, which meets no threshold. */
export function riskIn(prediction: Prediction | undefined): number {
  const value = prediction?.outputs['risk_6yr']?.value;
  return typeof value === 'number' ? value : NaN;
}

/** With two decimals, as the threshold has: `1.51%`; `<0.01%` for what would read as none. */
export const riskInWords = (risk: number): string =>
  risk < 0.0001 ? '<0.01%' : `${(roundHalfUp(risk, 4) * 100).toFixed(2)}%`;
