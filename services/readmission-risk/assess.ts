import type { AssessedRisk, Assessment, EvaluationInput, FeatureVector, Prediction } from '@cardwright/cds-service';
import { categoriesOf } from './categories-of.ts';
import { missingFeatures } from './missing.ts';
import { isForNursingHome } from './population.ts';
import { readPredictions, isExact, type Reading, type ScoreReading } from './reading.ts';
import { metRows } from './thresholds.ts';

/** Both scores, lower bounds where something is not known, the expected risk where its category is certain, and the rows met. */
export function assess({ vector }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const reading = readPredictions(predictions);
  return {
    risks: risksOf(reading),
    thresholds: metRows(reading),
    notes: notesOf(vector, reading),
    missing: missingFeatures(vector, reading),
  };
}

function risksOf({ hospital, lace }: Reading): readonly AssessedRisk[] {
  const [category, ...others] = categoriesOf(hospital);
  return [
    score('hospital_score', 'HOSPITAL score', hospital),
    ...(category && others.length === 0
      ? [
          {
            name: 'hospital_risk',
            title: '30-day risk of potentially avoidable readmission (HOSPITAL category)',
            value: category.risk,
            unit: '1',
            model: hospital.prediction.model,
          },
        ]
      : []),
    ...(lace ? [score('lace_score', 'LACE index', lace)] : []),
  ];
}

const score = (name: string, title: string, reading: ScoreReading): AssessedRisk => ({
  name,
  title,
  value: reading.low,
  unit: '{score}',
  model: reading.prediction.model,
  ...(isExact(reading) ? {} : { atLeast: true }),
});

function notesOf(vector: FeatureVector, { hospital }: Reading): readonly string[] {
  const admissions = hospital.prediction.inputs['admissions_prior_year'];
  return [
    ...(admissions === 1
      ? ['One admission in the year before counts 0 here (2016 validation); the 2013 derivation gave 2 points for it.']
      : []),
    ...(isForNursingHome(vector)
      ? ['LACE is not counted: it is for patients discharged to the community, not to a nursing home.']
      : []),
  ];
}
