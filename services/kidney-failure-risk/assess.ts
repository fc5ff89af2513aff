import type { AssessedRisk, Assessment, EvaluationInput, Prediction } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { regionOf, riskIn } from './risk-in.ts';
import { meets, rows } from './thresholds.ts';
import { labelOf, regionNames } from './wording.ts';

const eightVariable = ['albumin', 'phosphate', 'bicarbonate', 'calcium'];

/** The risks of each equation and calibration, the categories, the rows that both calibrations meet, and what must be said beside them. */
export function assess({ vector }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const missing = eightVariable.flatMap((feature) => {
    const found = vector.features[feature];
    return found?.status === 'absent' ? [{ feature, reason: found.reason, required: false }] : [];
  });
  const ofFour = predictions.filter(({ variant }) => variant === 'kfre-4var');
  const met = rows.map((row) => ({
    row,
    by: ofFour.filter((prediction) => meets(row, riskIn(prediction, row.output))),
  }));
  return {
    risks: predictions.flatMap(risksOf),
    thresholds: met
      .filter(({ by }) => by.length === ofFour.length && by.length > 0)
      .map(({ row: { id, when, recommendation, source } }) => ({
        id,
        when,
        source,
        ...(recommendation && { recommendation }),
      })),
    notes: [
      ...met.flatMap(({ row, by }) => splitNote(row.when, by, ofFour.length)),
      ...(missing.length > 0
        ? [
            `The 8-variable equation was not used: ${missing.map(({ feature, reason }) => `${labelOf(feature)} ${absenceInWords(reason)}`).join(', ')}.`,
          ]
        : []),
    ],
    missing,
  };
}

function splitNote(when: string, by: readonly Prediction[], all: number): readonly string[] {
  if (by.length === 0 || by.length === all) return [];
  const names = by.map((prediction) => regionNames[regionOf(prediction)]).join(', ');
  return [`${when}: met with the calibration for ${names} only. Which calibration fits is a decision of the site.`];
}

function risksOf(prediction: Prediction): readonly AssessedRisk[] {
  const { variant, model, outputs } = prediction;
  return Object.entries(outputs).map(([name, { value, unit }]) => ({
    name,
    title: titleOf(name, variant, prediction),
    value,
    unit,
    ...(name === 'risk_2yr' ? { horizonYears: 2 } : name === 'risk_5yr' ? { horizonYears: 5 } : {}),
    model,
  }));
}

function titleOf(name: string, variant: string, prediction: Prediction): string {
  if (name === 'gfr_category') return 'KDIGO GFR category';
  if (name === 'albuminuria_category') return 'KDIGO albuminuria category';
  const years = name === 'risk_2yr' ? '2-year' : '5-year';
  const size = variant === 'kfre-8var' ? '8 variables' : '4 variables';
  return `${years} risk of kidney failure (${size}, ${regionNames[regionOf(prediction)]})`;
}
