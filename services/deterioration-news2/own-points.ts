import { riskLimits } from './points-tables.ts';
import type { PointsOutput } from './signature.ts';

/** A parameter set as it stands on the chart, already rounded; `null` is not recorded. A type, so that it is also `ModelInputs`. */
export type Observed = {
  readonly resp_rate: number | null;
  readonly spo2: number | null;
  readonly scale2: boolean | null;
  readonly on_oxygen: boolean | null;
  readonly sbp: number | null;
  readonly heart_rate: number | null;
  readonly consciousness: string | null;
  readonly temperature: number | null;
};

type Points = Readonly<Record<PointsOutput, number>>;

/**
 * The points of a chart, written as the printed table reads and not from `points-tables.ts`, so that a slip in either
 * shows as a golden vector that does not hold. An absent parameter counts 0.
 */
export function ownPoints(chart: Observed): Points {
  const { resp_rate: rr, on_oxygen: oxygen, sbp, heart_rate: hr, consciousness, temperature } = chart;
  return {
    points_resp_rate: rr === null ? 0 : rr <= 8 || rr >= 25 ? 3 : rr >= 21 ? 2 : rr <= 11 ? 1 : 0,
    points_spo2: ownSpo2Points(chart),
    points_oxygen: oxygen === true ? 2 : 0,
    points_sbp: sbp === null ? 0 : sbp <= 90 || sbp >= 220 ? 3 : sbp <= 100 ? 2 : sbp <= 110 ? 1 : 0,
    points_heart_rate: hr === null ? 0 : heartRate(hr),
    points_consciousness: consciousness === null || consciousness === 'A' ? 0 : 3,
    points_temperature: temperature === null ? 0 : degrees(temperature),
  };
}

/** Score and category from the points, with the points themselves: the expected outputs of a golden vector. */
export function ownExpectation(chart: Observed): Readonly<Record<string, number | string>> {
  const points = ownPoints(chart);
  const all = Object.values(points);
  const score = all.reduce((sum, each) => sum + each, 0);
  return { score, risk: category(score, Math.max(...all)), ...points };
}

function category(score: number, highest: number): string {
  if (score >= riskLimits.high) return 'high';
  if (score >= riskLimits.medium) return 'medium';
  return highest >= riskLimits.single ? 'low-medium' : 'low';
}

function heartRate(hr: number): number {
  if (hr <= 40 || hr >= 131) return 3;
  if (hr >= 111) return 2;
  return hr <= 50 || hr >= 91 ? 1 : 0;
}

function degrees(temperature: number): number {
  if (temperature <= 35) return 3;
  if (temperature >= 39.1) return 2;
  return temperature <= 36 || temperature >= 38.1 ? 1 : 0;
}

function ownSpo2Points({ spo2, scale2, on_oxygen: oxygen }: Observed): number {
  if (spo2 === null) return 0;
  if (scale2 === null)
    return Math.min(ownSpo2Points(chartOf(spo2, false, oxygen)), ownSpo2Points(chartOf(spo2, true, oxygen)));
  if (!scale2) return spo2 <= 91 ? 3 : spo2 <= 93 ? 2 : spo2 <= 95 ? 1 : 0;
  if (spo2 <= 87) return spo2 <= 83 ? 3 : spo2 <= 85 ? 2 : 1;
  if (spo2 <= 92 || oxygen !== true) return 0;
  return spo2 <= 94 ? 1 : spo2 <= 96 ? 2 : 3;
}

const nothing = { resp_rate: null, sbp: null, heart_rate: null, consciousness: null, temperature: null } as const;
const chartOf = (spo2: number, scale2: boolean, oxygen: boolean | null): Observed => ({
  ...nothing,
  spo2,
  scale2,
  on_oxygen: oxygen,
});
