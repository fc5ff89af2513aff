import type { Prediction } from '@cardwright/cds-service';

/** One score: the least and the most that it can be, and the points of each part that are certain. */
export interface ScoreReading {
  readonly low: number;
  readonly high: number;
  /** By output of the model. */
  readonly points: Readonly<Record<string, number>>;
  readonly prediction: Prediction;
}

export interface Reading {
  readonly hospital: ScoreReading;
  /** Absent where LACE is not for this discharge. */
  readonly lace?: ScoreReading;
}

/** What the two models said. */
export function readPredictions(predictions: readonly Prediction[]): Reading {
  const of = (variant: string) => {
    const prediction = predictions.find((one) => one.variant === variant);
    return prediction === undefined ? undefined : readScore(prediction);
  };
  const hospital = of('hospital-bounds');
  if (hospital === undefined) throw new Error('the HOSPITAL score is always asked for');
  const lace = of('lace-bounds');
  return { hospital, ...(lace && { lace }) };
}

function readScore(prediction: Prediction): ScoreReading {
  const points = Object.fromEntries(
    Object.entries(prediction.outputs).map(([name, { value }]) => [name, Number(value)]),
  );
  return { low: points['score_low'] ?? NaN, high: points['score_high'] ?? NaN, points, prediction };
}

/** Whether everything is known. */
export const isExact = ({ low, high }: ScoreReading): boolean => low === high;
