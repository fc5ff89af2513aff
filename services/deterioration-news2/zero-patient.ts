import type { Observed } from './own-points.ts';

/** The reference file's middle patient: every parameter scores 0 (on air, on either SpO2 scale). */
export const zero: Observed = {
  resp_rate: 16,
  spo2: 97,
  scale2: false,
  on_oxygen: false,
  sbp: 120,
  heart_rate: 70,
  consciousness: 'A',
  temperature: 37,
};
