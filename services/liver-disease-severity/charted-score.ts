import type { FeatureVector, Prediction } from '@cardwright/cds-service';
import { yesNo } from './population.ts';
import { dialysis, type Variant } from './signature.ts';

/** The rounded output of each score that is printed; FIB-4 is not rounded. */
export const printedOutput = {
  'meld-3.0': 'meld3',
  'meld-na-optn-2016': 'meld_na_optn_rounded',
  meld: 'meld',
  'fib-4': 'fib4',
} as const satisfies Partial<Record<Variant, string>>;
export type PrintedVariant = keyof typeof printedOutput;

/** The MELD scores, in the order of the card. */
export const meldScores = ['meld-3.0', 'meld-na-optn-2016', 'meld'] as const;

/** A score with dialysis as charted, or (`otherwise`) the other way round; `undefined` when it was not computed. */
export function chartedScore(
  predictions: readonly Prediction[],
  variant: PrintedVariant,
  { features }: FeatureVector,
  otherwise = false,
): { readonly value: number; readonly prediction: Prediction } | undefined {
  const dialysed = (yesNo(features[dialysis]) === true) !== otherwise;
  const prediction = predictions.find(
    (one) => one.variant === variant && (variant === 'fib-4' || (one.inputs[dialysis] === true) === dialysed),
  );
  const value = prediction?.outputs[printedOutput[variant]]?.value;
  return prediction !== undefined && typeof value === 'number' ? { value, prediction } : undefined;
}
