import type {
  AssessedRisk,
  Assessment,
  EvaluationInput,
  FeatureVector,
  MissingFeature,
  Prediction,
} from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { bloodPressureThresholds } from './blood-pressure-thresholds.ts';
import { chooseModel } from './choose-model.ts';
import { rangeSentence, type RangedInput } from './range-sentence.ts';
import { ageRange30yr } from './signature.ts';
import { outcomes } from './variants.ts';
import { outcomeTitles } from './wording.ts';

/** The risks by horizon, the guideline rows met, and the sentences that must stand beside the numbers. */
export function assess({ vector }: EvaluationInput, predictions: readonly Prediction[]): Assessment {
  const tenYears = predictions.find(({ variant }) => variant.endsWith('-10yr'));
  const thirtyYears = predictions.find(({ variant }) => variant.endsWith('-30yr'));
  const total = tenYears?.outputs['total_cvd']?.value;
  return {
    risks: [...risksOf(tenYears, 10), ...risksOf(thirtyYears, 30)],
    thresholds: typeof total === 'number' ? bloodPressureThresholds(vector, total) : [],
    notes: [
      ...heartFailureNote(vector, tenYears),
      ...droppedNotes(vector),
      ...thirtyYearNote(vector, tenYears, thirtyYears),
    ],
    missing: missingOf(vector),
  };
}

function risksOf(prediction: Prediction | undefined, horizonYears: number): readonly AssessedRisk[] {
  if (prediction === undefined) return [];
  return outcomes.flatMap((name) => {
    const output = prediction.outputs[name];
    if (output === undefined) return [];
    const { value, unit } = output;
    return [
      {
        name,
        title: `${horizonYears}-year risk: ${outcomeTitles[name]}`,
        value,
        unit,
        horizonYears,
        model: prediction.model,
      },
    ];
  });
}

function heartFailureNote({ features: { bmi } }: FeatureVector, tenYears: Prediction | undefined): readonly string[] {
  if (tenYears === undefined || 'heart_failure' in tenYears.outputs) return [];
  const why =
    bmi?.status === 'present'
      ? rangeSentence('bmi', bmi.value)
      : `body mass index: ${bmi === undefined ? 'not asked for' : absenceInWords(bmi.reason)}`;
  return [`Heart failure risk is not estimated (${why}). The other risks do not depend on it.`];
}

function droppedNotes(vector: FeatureVector): readonly string[] {
  const inputs = Object.fromEntries(
    (['hba1c', 'uacr'] as const).map((name) => {
      const feature = vector.features[name];
      return [name, feature?.status === 'present' ? feature.value : null];
    }),
  );
  return chooseModel(inputs).dropped.flatMap((name: RangedInput) => {
    const value = inputs[name];
    return value == null ? [] : [`${rangeSentence(name, value)} and was not used.`];
  });
}

function thirtyYearNote(
  { features: { age } }: FeatureVector,
  tenYears: Prediction | undefined,
  thirtyYears: Prediction | undefined,
): readonly string[] {
  const [youngest, oldest] = ageRange30yr;
  if (thirtyYears === undefined) {
    const years = age?.status === 'present' ? `, not at age ${age.value}` : '';
    return [`30-year risk is estimated for ages ${youngest} to ${oldest} only${years}.`];
  }
  if (tenYears === undefined || tenYears.variant === 'base-10yr') return [];
  return [
    'The 30-year risks come from the base model: the coefficients of the 30-year models with HbA1c or urine albumin rest on a single source.',
  ];
}

/** What would have sharpened the answer: BMI for heart failure, the two optional predictors. */
function missingOf(vector: FeatureVector): readonly MissingFeature[] {
  return ['bmi', 'hba1c', 'uacr'].flatMap((feature) => {
    const found = vector.features[feature];
    return found?.status === 'absent' ? [{ feature, reason: found.reason, required: false }] : [];
  });
}
