import type { Prediction } from '@cardwright/cds-service';
import type { CardVariant } from './planned-scores.ts';

/** A score between its bounds; both are the same where no question is open. */
export interface Reading {
  readonly low: number;
  readonly high: number;
  /** `<reference>@<variant>`. */
  readonly model: string;
}

/** The bounds of one output over the runs of a score; `undefined` when there are none. */
export function readingOf(
  predictions: readonly Prediction[],
  variant: CardVariant,
  output: string,
): Reading | undefined {
  const own = predictions.filter((prediction) => prediction.variant === variant);
  const [first] = own;
  if (first === undefined) return undefined;
  const values = own.map(({ outputs }) => Number(outputs[output]?.value));
  return { low: Math.min(...values), high: Math.max(...values), model: first.model };
}
