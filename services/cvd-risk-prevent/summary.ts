import type { AssessedRisk, Assessment, FeatureVector } from '@cardwright/cds-service';
import { percent } from '@cardwright/cards';

/** The card's one sentence. Every part has a bounded length, together under 140 characters. */
export function summary({ risks }: Assessment, { features: { age } }: FeatureVector): string {
  const risk = (name: string) => risks.find((one) => one.name === name && one.horizonYears === 10);
  const failure = risk('heart_failure');
  const parts = [
    `ASCVD ${percentOf(risk('ascvd'))}`,
    failure === undefined ? 'heart failure not estimated' : `heart failure ${percentOf(failure)}`,
  ];
  const years = age?.status === 'present' ? `; age ${age.value}` : '';
  return `10-year cardiovascular risk ${percentOf(risk('total_cvd'))} (PREVENT): ${parts.join(', ')}${years}`;
}

const percentOf = (risk: AssessedRisk | undefined): string =>
  typeof risk?.value === 'number' ? percent(risk.value) : 'not available';
