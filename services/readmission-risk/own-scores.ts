import type { ModelInputs } from '@cardwright/cds-service';
import type { Variant } from './signature.ts';

type Expected = Readonly<Record<string, number | string>>;

/**
 * The scores as the printed tables read, written a second time and not from `points-tables.ts`, so that a slip in either
 * shows as a golden vector that does not hold. `null` is not known.
 */
export function ownScores(variant: Variant, inputs: ModelInputs): Expected {
  switch (variant) {
    case 'hospital': {
      const score = sum(Object.values(hospital(inputs, 0)));
      return { score, risk: score >= 7 ? 'high' : score >= 5 ? 'intermediate' : 'low' };
    }
    case 'hospital-bounds': {
      const points = hospital(inputs, 0);
      return { score_low: sum(Object.values(points)), score_high: sum(Object.values(hospital(inputs, 1))), ...points };
    }
    case 'lace': {
      const score = sum(Object.values(lace(inputs, 0, Number(inputs['charlson']))));
      return { score, expected_risk: ownExpectedRisk(score), high_risk: String(score > 9) };
    }
    case 'lace-risk-table':
      return { expected_risk: ownExpectedRisk(Number(inputs['score'])) };
    case 'lace-bounds': {
      const [low, high] = [charlson(inputs, 0), charlson(inputs, 1)];
      const points = lace(inputs, 0, low);
      return {
        score_low: sum(Object.values(points)),
        score_high: sum(Object.values(lace(inputs, 1, high))),
        ...points,
        charlson_low: low,
        charlson_high: high,
      };
    }
  }
}

/** The printed risks lie on one line of log-odds: −3.8741 + 0.1905 for each point, printed to one decimal of a percent. */
const ownExpectedRisk = (score: number): number => Math.round(1000 / (1 + Math.exp(3.8741 - 0.1905 * score))) / 1000;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function hospital(inputs: ModelInputs, unknown: 0 | 1) {
  const of = (name: string, most: number, points: (value: number) => number) => {
    const value = inputs[name];
    return value == null ? unknown * most : points(Number(value));
  };
  return {
    points_hemoglobin: of('hemoglobin', 1, (value) => (value >= 12 ? 0 : 1)),
    points_oncology: of('oncology_discharge', 2, (value) => 2 * value),
    points_sodium: of('sodium', 1, (value) => (value >= 135 ? 0 : 1)),
    points_procedure: of('procedure', 1, (value) => value),
    points_urgent: of('urgent_admission', 1, (value) => value),
    points_admissions: of('admissions_prior_year', 5, (value) => (value >= 6 ? 5 : value >= 2 ? 2 : 0)),
    points_stay: of('length_of_stay_days', 2, (value) => (value >= 5 ? 2 : 0)),
  };
}

function lace(inputs: ModelInputs, unknown: 0 | 1, comorbidity: number) {
  const of = (name: string, most: number, points: (value: number) => number) => {
    const value = inputs[name];
    return value == null ? unknown * most : points(Number(value));
  };
  return {
    points_stay: of('length_of_stay_days', 7, (days) =>
      days >= 14 ? 7 : days >= 7 ? 5 : days >= 4 ? 4 : Math.floor(days),
    ),
    points_acute: of('acute_admission', 3, (value) => 3 * value),
    points_comorbidity: comorbidity >= 4 ? 5 : comorbidity,
    points_visits: of('ed_visits_6mo', 4, (visits) => (visits > 4 ? 4 : visits)),
  };
}

function charlson(inputs: ModelInputs, unknown: 0 | 1): number {
  const has = (name: string) => Number(inputs[name] ?? unknown);
  return (
    has('previous_myocardial_infarction') +
    has('cerebrovascular_disease') +
    has('peripheral_vascular_disease') +
    (has('diabetes_with_end_organ_damage') ? 2 : has('diabetes')) +
    2 * has('congestive_heart_failure') +
    2 * has('chronic_pulmonary_disease') +
    (has('moderate_or_severe_liver_or_renal_disease') ? 4 : 2 * has('mild_liver_or_renal_disease')) +
    (has('metastatic_solid_tumor') ? 6 : 2 * has('any_tumor')) +
    3 * has('dementia') +
    3 * has('connective_tissue_disease') +
    4 * has('aids')
  );
}
