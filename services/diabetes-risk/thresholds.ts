import type { FeatureVector, MetThreshold, Prediction } from '@cardwright/cds-service';
import { ada } from './coefficients.ts';
import { readingOf } from './reading.ts';
import { testingOf } from './testing.ts';
import { yesNo } from './value-of.ts';

const standards = 'ADA Standards of Care in Diabetes 2024, section 2, Table 2.4';

/** The rows of the sources that ask for a test now. None while the last test is recent enough. */
export function metRows(vector: FeatureVector, predictions: readonly Prediction[]): readonly MetThreshold[] {
  const { isDue, isPrediabetes } = testingOf(vector);
  if (!isDue) return [];
  const score = readingOf(predictions, 'ada-risk-test', 'score');
  return [
    ...(isPrediabetes
      ? [
          {
            id: 'prediabetes-yearly',
            when: 'Prediabetes (problem list, HbA1c from 5.7%, or fasting glucose from 100 mg/dL)',
            recommendation: 'Test yearly',
            source: standards,
          },
        ]
      : []),
    ...(yesNo(vector, 'gestational_diabetes') === true
      ? [
          {
            id: 'gestational-diabetes-3-years',
            when: 'Gestational diabetes in the past',
            recommendation: 'Test at least every 3 years, lifelong',
            source: standards,
          },
        ]
      : []),
    ...(score !== undefined && score.low >= ada.testFrom
      ? [
          {
            id: 'ada-risk-test',
            when: `ADA risk test ${ada.testFrom} or more`,
            recommendation: 'Test HbA1c or fasting glucose',
            source:
              'ADA risk test (Bang 2009; American Diabetes Association 2019, "Are you at risk for type 2 diabetes?")',
          },
        ]
      : []),
  ];
}

/** Site policy, ours: asking is worth a card where one open answer, worth a point, decides. Two that must both hold are not. */
const pointsAway = 1;

/** Whether one open answer decides if the ADA test reaches its limit. */
export function isUndecided(predictions: readonly Prediction[]): boolean {
  const score = readingOf(predictions, 'ada-risk-test', 'score');
  if (score === undefined || score.low >= ada.testFrom) return false;
  return score.low >= ada.testFrom - pointsAway && score.high >= ada.testFrom;
}
