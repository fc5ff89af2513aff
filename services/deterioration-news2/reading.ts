import { CardwrightError, type Prediction } from '@cardwright/cds-service';
import { parameters, type Parameter } from './parameters.ts';

/** A parameter that was given to the model, and its points. */
export interface ScoredParameter extends Parameter {
  readonly value: number | boolean | string;
  readonly score: number;
}

/** What a prediction of either variant says. */
export interface Reading {
  readonly model: string;
  readonly variant: string;
  readonly score: number;
  readonly risk: string;
  /** The score is a lower bound: something was not recorded. */
  readonly atLeast: boolean;
  /** Parameters with a value, most points first; ties in chart order. */
  readonly scored: readonly ScoredParameter[];
  /** Parameters without a value, in chart order. */
  readonly unscored: readonly Parameter[];
}

/** Reads the one prediction that the plan asked for. @throws CardwrightError `model-failed` when score or risk is not there. */
export function readPrediction(predictions: readonly Prediction[]): Reading {
  const [prediction] = predictions;
  const score = prediction?.outputs['score']?.value;
  const risk = prediction?.outputs['risk']?.value;
  if (prediction === undefined || typeof score !== 'number' || typeof risk !== 'string')
    throw new CardwrightError('model-failed', 'The model gave no NEWS2 score.');
  const scored = parameters.flatMap((parameter) => {
    const value = prediction.inputs[parameter.input];
    const points = prediction.outputs[parameter.points]?.value;
    return value === null || value === undefined || typeof points !== 'number'
      ? []
      : [{ ...parameter, value, score: points }];
  });
  return {
    model: prediction.model,
    variant: prediction.variant,
    score,
    risk,
    atLeast: prediction.variant === 'news2-lower-bound',
    scored: scored.toSorted((a, b) => b.score - a.score),
    unscored: parameters.filter(({ input }) => prediction.inputs[input] === null),
  };
}
