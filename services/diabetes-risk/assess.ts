import type { AssessedRisk, Assessment, EvaluationInput, FeatureVector, Prediction } from '@cardwright/cds-service';
import { measurements } from './planned-scores.ts';
import { readingOf } from './reading.ts';
import { metRows } from './thresholds.ts';
import { numberOf, yesNo } from './value-of.ts';

/** The ages of the cohort that Framingham Offspring was derived from. */
const wilsonAges = [45, 64] as const;

/** The bounds of each score, the rows that ask for a test now, and what must be said beside them. */
export function assess({ vector }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  return {
    risks: [
      ...scoreRisk(predictions, 'ada-risk-test', 'ADA diabetes risk test (0 to 10)'),
      ...scoreRisk(predictions, 'findrisc', 'FINDRISC (0 to 26)'),
      ...wilsonRisks(predictions),
    ],
    thresholds: metRows(vector, predictions),
    notes: notes(vector, predictions),
    missing: Object.values(measurements)
      .flat()
      .flatMap((feature) => {
        const found = vector.features[feature];
        return found?.status === 'absent' ? [{ feature, reason: found.reason, required: false }] : [];
      }),
  };
}

function scoreRisk(
  predictions: readonly Prediction[],
  variant: 'ada-risk-test' | 'findrisc',
  title: string,
): readonly AssessedRisk[] {
  const score = readingOf(predictions, variant, 'score');
  if (score === undefined) return [];
  const isOpen = score.low < score.high;
  return [
    {
      name: 'score',
      title,
      value: score.low,
      unit: '{score}',
      ...(isOpen && { atLeast: true }),
      model: score.model,
    },
  ];
}

function wilsonRisks(predictions: readonly Prediction[]): readonly AssessedRisk[] {
  return predictions
    .filter(({ variant }) => variant === 'wilson-2007-logistic-bmi')
    .map(({ model, inputs, outputs }) => ({
      name: 'risk_8yr',
      title: `8-year risk of type 2 diabetes, ${inputs['parental_history'] === true ? 'with' : 'without'} a parent with diabetes`,
      value: Number(outputs['risk_8yr']?.value),
      unit: '1',
      horizonYears: 8,
      model,
    }));
}

function notes(vector: FeatureVector, predictions: readonly Prediction[]): readonly string[] {
  const isNamed = yesNo(vector, 'family_first_degree') === true;
  const years = numberOf(vector, 'age') ?? NaN;
  const isOutside = years < wilsonAges[0] || years > wilsonAges[1];
  const hasWilson = predictions.some(({ variant }) => variant === 'wilson-2007-logistic-bmi');
  return [
    ...(yesNo(vector, 'family_any') === true && !isNamed
      ? [
          'Diabetes in the family is on record, but not which relative: the scores ask for parents, brothers and sisters.',
        ]
      : []),
    ...(hasWilson && isOutside
      ? [
          `Framingham Offspring was derived at ages ${wilsonAges[0]} to ${wilsonAges[1]}; at ${years} it is an extrapolation.`,
        ]
      : []),
  ];
}
