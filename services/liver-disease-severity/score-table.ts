import type { FeatureVector, Prediction } from '@cardwright/cds-service';
import { table } from '@cardwright/cards';
import { chartedScore, meldScores } from './charted-score.ts';
import { childPughRange, type ChildPughRange } from './child-pugh-range.ts';
import { yesNo } from './population.ts';
import { dialysis } from './signature.ts';
import { scoreNames } from './wording.ts';

/** Every score with its applicability, and beside it what it would be with the other answer about dialysis. */
export function scoreTable(vector: FeatureVector, predictions: readonly Prediction[]): string {
  const isDialysed = yesNo(vector.features[dialysis]) === true;
  const other = isDialysed ? 'Without dialysis' : 'If dialysed twice in 7 days';
  const print = (variant: (typeof meldScores)[number], otherwise: boolean) =>
    String(chartedScore(predictions, variant, vector, otherwise)?.value ?? 'not computed');
  const range = childPughRange(predictions);
  return table(
    ['Score', 'Points', other],
    [
      ...meldScores.map((variant) => [scoreNames[variant], print(variant, false), print(variant, true)]),
      ['Child-Pugh', range ? `${childPughPoints(range)}, class ${range.classes}` : 'not computed', ''],
      ['FIB-4', 'not for this patient: cirrhosis is known', ''],
    ],
  );
}

/** `9`, or `9 to 13`. */
export const childPughPoints = ({ low, high }: ChildPughRange): string =>
  low === high ? String(low) : `${low} to ${high}`;
