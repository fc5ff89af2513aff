import type { Prediction } from '@cardwright/cds-service';
import type { Region } from './signature.ts';

/** An output as a number; NaN when it is not there, which meets no threshold. */
export function riskIn({ outputs }: Prediction, name: string): number {
  const value = outputs[name]?.value;
  return typeof value === 'number' ? value : NaN;
}

/** The calibration that a prediction used. */
export const regionOf = ({ inputs }: Prediction): Region => (inputs['region'] === 'na' ? 'na' : 'nonna');
