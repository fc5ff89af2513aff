import { valueOf } from '@cardwright/features';
import type { AssessedRisk, Assessment, EvaluationInput, Prediction } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { unknownItems } from './bleeding-items.ts';
import { rows } from './thresholds.ts';
import { numberOf } from './number-of.ts';
import { labelOf } from './wording.ts';

/** Whose absence is told beside the scores: it decides nothing, but a reader would want to know. */
const beside = ['oral_anticoagulant', 'mechanical_valve'];

/** Both scores with the published rates, the guideline rows met, and what is not known. */
export function assess({ vector }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const scores = {
    cha2ds2Vasc: numberOf(predictions, 'cha2ds2-vasc', 'score'),
    cha2ds2Va: numberOf(predictions, 'cha2ds2-va', 'cha2ds2_va'),
    hasBled: numberOf(predictions, 'has-bled-lower-bound', 'score'),
    isFemale: valueOf(vector, 'sex') === 'female',
  };
  const missing = unknownItems(vector);
  return {
    risks: predictions.flatMap((prediction) => risksOf(prediction, missing.length > 0)),
    thresholds: rows
      .filter(({ isMet }) => isMet(scores))
      .map(({ id, when, recommendation, source }) => ({ id, when, source, ...(recommendation && { recommendation }) })),
    notes: beside.flatMap((feature) => {
      const found = vector.features[feature];
      return found?.status === 'absent' ? [`${labelOf(feature)}: ${absenceInWords(found.reason)}.`] : [];
    }),
    missing,
  };
}

const titles: Readonly<Record<string, string>> = {
  'cha2ds2-vasc': 'CHA2DS2-VASc',
  cha2ds2_va: 'CHA2DS2-VA',
  'has-bled-lower-bound': 'HAS-BLED',
  annual_stroke_rate_lip_2010: 'Stroke a year at this CHA2DS2-VASc (Lip 2010)',
  annual_ischemic_stroke_friberg_2012: 'Ischemic stroke a year at this CHA2DS2-VASc (Friberg 2012)',
  annual_stroke_tia_te_friberg_2012: 'Stroke, TIA or embolism a year at this CHA2DS2-VASc (Friberg 2012)',
};

function risksOf({ variant, model, outputs }: Prediction, isPartial: boolean): readonly AssessedRisk[] {
  return Object.entries(outputs).map(([name, { value, unit }]) => ({
    name,
    title: titles[name] ?? titles[variant] ?? name,
    value,
    unit,
    ...(variant === 'has-bled-lower-bound' && isPartial && { atLeast: true as const }),
    ...(name.startsWith('annual_') && { horizonYears: 1 }),
    model,
  }));
}
