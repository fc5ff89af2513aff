import type { AssessedRisk } from '@cardwright/cds-service';
import type { RiskAssessmentPrediction } from '@medplum/fhirtypes';
import { addYears } from './add-years.ts';

/**
 * One assessed number or category as R4 allows it (https://hl7.org/fhir/R4/riskassessment-definitions.html).
 *
 * - probability (unit `1`): `probabilityDecimal` in **percent**, 0–100: "Decimal values are expressed as percentages
 *   as well (max = 100)"; a lower bound is a `probabilityRange` with `low` only
 * - category: `qualitativeRisk.text`
 * - score or quantity: R4 has no element for it, so it stands in `rationale`
 *
 * `rationale` says every number in words, so that percent and fraction cannot be confused; a lower bound is `at least`.
 */
export function toPrediction(risk: AssessedRisk, asOf: string): RiskAssessmentPrediction {
  const { title, horizonYears } = risk;
  const span = horizonYears === undefined ? '' : ` over ${horizonYears} years`;
  return {
    outcome: { text: title },
    ...likelihood(risk),
    ...(horizonYears === undefined ? {} : { whenPeriod: { start: asOf, end: addYears(asOf, horizonYears) } }),
    rationale: `${title}: ${amount(risk)}${span}, by ${risk.model}`,
  };
}

function likelihood(risk: AssessedRisk): RiskAssessmentPrediction {
  if (typeof risk.value === 'string') return { qualitativeRisk: { text: amount(risk) } };
  const percent = probabilityInPercent(risk);
  if (percent === undefined) return {};
  if (!risk.atLeast) return { probabilityDecimal: percent };
  return { probabilityRange: { low: { value: percent, unit: '%', system: 'http://unitsofmeasure.org', code: '%' } } };
}

function amount(risk: AssessedRisk): string {
  const percent = probabilityInPercent(risk);
  const words = percent === undefined ? `${valueWords(risk.value)}${unitWord(risk.unit)}` : `${percentWords(percent)}%`;
  return risk.atLeast ? `at least ${words}` : words;
}

function probabilityInPercent({ value, unit }: AssessedRisk): number | undefined {
  if (typeof value !== 'number' || unit !== '1' || !(value >= 0 && value <= 1)) return undefined;
  // 0.07 * 100 is 7.000000000000001: the digits of the fraction are kept, the noise is not.
  return Number((value * 100).toPrecision(15));
}

// Six digits are more than any of these numbers means; the evaluation keeps them all.
const valueWords = (value: number | string): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;

// As the card prints it (percent of shared/cards): one decimal, halves up on the decimal digits, bounds at the ends.
function percentWords(percent: number): string {
  if (percent < 0.1) return '<0.1';
  return percent > 99.9 ? '>99.9' : (Math.round(Number(`${percent}e1`)) / 10).toFixed(1);
}

function unitWord(unit: string): string {
  if (unit === '{score}') return ' points';
  return unit === '1' || unit === '{category}' ? '' : ` ${unit}`;
}
