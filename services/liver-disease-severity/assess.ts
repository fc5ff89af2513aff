import type { AssessedRisk, Assessment, EvaluationInput, MissingFeature, Prediction } from '@cardwright/cds-service';
import { chartedScore, meldScores, printedOutput, type PrintedVariant } from './charted-score.ts';
import { childPughRange } from './child-pugh-range.ts';
import { lackingFor } from './lacking-for.ts';
import { notes } from './notes.ts';
import { scoresOf } from './planned-scores.ts';
import { groupOf, yesNo } from './population.ts';
import { fib4Row, meldRow, type Row } from './thresholds.ts';
import { scoreNames } from './wording.ts';

/** The scores as charted, Child-Pugh as a range of what is not charted, the rows that are met, and what must be said beside them. */
export function assess({ vector }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const group = groupOf(vector) ?? 'cirrhosis';
  const risk = (variant: PrintedVariant): readonly AssessedRisk[] => {
    const found = chartedScore(predictions, variant, vector);
    if (found === undefined) return [];
    const [name, title] = [printedOutput[variant], scoreNames[variant]];
    return [{ name, title, value: found.value, unit: '{score}', model: found.prediction.model }];
  };
  return {
    risks: [...meldScores.flatMap(risk), ...childPughRisks(predictions), ...risk('fib-4')],
    thresholds: rowsOf({ vector }, predictions).map(({ id, when, recommendation, source }) => ({
      id,
      when,
      source,
      ...(recommendation !== undefined && { recommendation }),
    })),
    notes: notes(vector, predictions, group),
    missing: unique(scoresOf[group].flatMap((variant) => lackingFor(vector, variant))),
  };
}

/** The rows that the scores as charted meet. While warfarin raises the INR, MELD meets none: it would speak of the drug. */
export function rowsOf(
  { vector }: Pick<EvaluationInput, 'vector'>,
  predictions: readonly Prediction[],
): readonly Row[] {
  const isAnticoagulated = yesNo(vector.features['warfarin']) === true;
  const meld = isAnticoagulated ? undefined : meldRow(chartedScore(predictions, 'meld', vector)?.value ?? NaN);
  const fib4 = chartedScore(predictions, 'fib-4', vector);
  return [...(meld ? [meld] : []), ...(fib4 ? [fib4Row(fib4.value, vector)] : [])];
}

/** The lowest score that the chart allows, and all classes that it allows. */
function childPughRisks(predictions: readonly Prediction[]): readonly AssessedRisk[] {
  const range = childPughRange(predictions);
  const model = predictions.find(({ variant }) => variant === 'child-pugh')?.model;
  if (range === undefined || model === undefined) return [];
  const isOpen = range.low !== range.high;
  return [
    {
      name: 'score',
      title: 'Child-Pugh score',
      value: range.low,
      unit: '{score}',
      ...(isOpen && { atLeast: true }),
      model,
    },
    { name: 'class', title: 'Child-Pugh class', value: range.classes, unit: '{category}', model },
  ];
}

/** Each feature once. Some score was computed without it, so none is required. */
const unique = (missing: readonly MissingFeature[]): readonly MissingFeature[] =>
  missing
    .filter(({ feature }, index) => missing.findIndex((other) => other.feature === feature) === index)
    .map((one) => ({ ...one, required: false }));
