import type { Assessment, EvaluationInput, Prediction } from '@cardwright/cds-service';
import { quantity } from '@cardwright/cards';
import { derivationAge } from './caveats.ts';
import { numberOf, valueOf } from './read-feature.ts';
import { riskIn } from './risk-in-words.ts';
import { cigarettesPerDayOf, smokesNow } from './smoking.ts';
import { rowsMet } from './thresholds.ts';
import { judgeUspstf } from './uspstf.ts';

/** The risk of the patient (the first prediction), the rows it and the chart meet, and what must be said beside it. */
export function assess({ vector }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const [own] = predictions;
  const risk = riskIn(own);
  return {
    risks:
      own === undefined
        ? []
        : [
            {
              name: 'risk_6yr',
              title: '6-year risk of lung cancer (PLCOm2012)',
              value: risk,
              unit: '1',
              horizonYears: 6,
              model: own.model,
            },
          ],
    thresholds: rowsMet(vector, risk),
    notes: notesOn(vector),
    missing: [],
  };
}

function notesOn(vector: EvaluationInput['vector']): readonly string[] {
  const [age, cigarettes] = [numberOf(vector, 'age') ?? 0, cigarettesPerDayOf(vector)];
  const uspstf = judgeUspstf(vector);
  const isAverage = valueOf(vector, 'cigarettes_per_day') === undefined && cigarettes !== undefined;
  return [
    ...(uspstf.kind === 'unknown' ? [`The USPSTF criteria cannot be judged: ${uspstf.why}.`] : []),
    ...(isAverage
      ? [`Cigarettes per day, ${quantity(cigarettes, '1', { decimals: 0 })}: from pack-years and years of smoking.`]
      : []),
    ...(smokesNow(vector) && (numberOf(vector, 'quit_years') ?? 0) > 0
      ? ['A time since quitting is charted too; the smoking status was used.']
      : []),
    ...(age > derivationAge[1] ? [`Age ${age}: the equation was derived at ${derivationAge.join(' to ')}.`] : []),
    ...(valueOf(vector, 'low_dose_ct') === undefined
      ? ['Whether a low-dose CT was done in the last year could not be read.']
      : []),
  ];
}
