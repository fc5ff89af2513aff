import type { ValueWording } from '@cardwright/cards';
import type { OverridableThreshold } from '@cardwright/cds-service';
import type { PointsOutput } from './signature.ts';

/** One row of the NEWS2 chart: the input, the output that holds its points, and how it is named. */
export interface Parameter extends ValueWording {
  readonly input: string;
  readonly points: PointsOutput;
  /** UCUM unit. */
  readonly unit: string;
}

/** The seven parameters, in chart order. */
export const parameters: readonly Parameter[] = [
  { input: 'resp_rate', points: 'points_resp_rate', label: 'respiratory rate', unit: '/min' },
  { input: 'spo2', points: 'points_spo2', label: 'SpO2', unit: '%' },
  {
    input: 'on_oxygen',
    points: 'points_oxygen',
    label: 'oxygen',
    unit: '{boolean}',
    words: { true: 'on oxygen', false: 'air' },
  },
  { input: 'sbp', points: 'points_sbp', label: 'systolic', unit: 'mm[Hg]' },
  { input: 'heart_rate', points: 'points_heart_rate', label: 'pulse', unit: '/min' },
  {
    input: 'consciousness',
    points: 'points_consciousness',
    label: 'consciousness',
    unit: '{category}',
    words: {
      A: 'alert',
      C: 'new confusion',
      V: 'responds to voice',
      P: 'responds to pain',
      U: 'unresponsive',
    },
  },
  { input: 'temperature', points: 'points_temperature', label: 'temperature', unit: 'Cel', decimals: 1 },
];

/** Those that are measured at the bedside; oxygen is a setting, and often charted only when it is on. */
export const measured: readonly Parameter[] = parameters.filter((parameter) => parameter.input !== 'on_oxygen');

/** Site policy: of the six measured parameters at least this many, or the lower bound says nothing worth reading. */
export const minimumMeasured = 3;

/** What a site may decide otherwise. */
export const overridable: Readonly<Record<string, OverridableThreshold>> = {
  minimum_measured: {
    title: 'Fewest measured parameters for a score',
    unit: '{count}',
    default: minimumMeasured,
    minimum: 1,
    maximum: measured.length,
  },
};
