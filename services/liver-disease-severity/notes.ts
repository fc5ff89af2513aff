import type { Feature, FeatureVector, MissingFeature, Prediction } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { lackingFor } from './lacking-for.ts';
import { scoresOf } from './planned-scores.ts';
import { mayHaveTransplant, numberIn, yesNo, type Group } from './population.ts';
import { dialysis, type Variant } from './signature.ts';
import { labelOf, scoreNames } from './wording.ts';
import { apartDays } from './windows.ts';

/** Plain sentences that a reader needs with the numbers. */
export function notes(vector: FeatureVector, predictions: readonly Prediction[], group: Group): readonly string[] {
  const { features } = vector;
  const absent = scoresOf[group].filter((variant) => !predictions.some((one) => one.variant === variant));
  const notComputed = [
    ...absent.map((variant) => notComputedNote(vector, variant)),
    ...(mayHaveTransplant(vector)
      ? ['An entry may mean a liver transplant: the scores are not for a transplanted liver.']
      : []),
  ];
  if (group === 'suspected-fibrosis') return [...notComputed, ...fibrosisNotes(features)];
  return [...notComputed, ...(absent.includes('meld') ? [] : dialysisNotes(features)), ...inrNotes(features, absent)];
}

function notComputedNote(vector: FeatureVector, variant: Variant): string {
  const lacking = lackingFor(vector, variant).map((missing) => lackInWords(missing, vector.features));
  const why = lacking.length > 0 ? lacking.join(', ') : 'a result is outside the range of the score';
  return `${scoreNames[variant]} was not computed: ${why}.`;
}

/** A result that is there but of another time is not called old. */
function lackInWords({ feature, reason }: MissingFeature, features: FeatureVector['features']): string {
  const isApart = features[feature]?.status === 'present';
  const why = isApart ? `more than ${apartDays.severity} days older than the newest result` : absenceInWords(reason);
  return `${labelOf(feature)} ${why}`;
}

function dialysisNotes(features: FeatureVector['features']): readonly string[] {
  if (yesNo(features[dialysis]) === true)
    return [
      'Dialysis dependence is on record: counted as dialysis twice or more in the last 7 days, so creatinine counts as 4.0 mg/dL (MELD, MELD-Na) and 3.0 (MELD 3.0), as the source sets it.',
    ];
  const session = yesNo(features['dialysis_session']) === true;
  return [
    `Dialysis twice or more in the last 7 days, or 24 hours of continuous dialysis: ${dialysisUnknown(features[dialysis])}, counted as no, as the source does.`,
    ...(session
      ? ['A dialysis session of the last 7 days is on record; whether there was a second one is not counted here.']
      : []),
  ];
}

const dialysisUnknown = (feature: Feature | undefined): string =>
  feature?.status === 'absent' ? absenceInWords(feature.reason) : 'not recorded';

function inrNotes(features: FeatureVector['features'], absent: readonly Variant[]): readonly string[] {
  const inr = numberIn(features['inr']);
  const isDisputed = inr !== undefined && inr > 2.2 && inr <= 2.3 && !absent.includes('child-pugh');
  return [
    ...(yesNo(features['warfarin']) === true
      ? [
          'Warfarin is active: it raises the INR, and with it every score here, without saying anything of the liver. No threshold is applied to MELD.',
        ]
      : []),
    ...(isDisputed ? ['INR 2.2 to 2.3: 2 points here; some sources give 3 points above 2.2.'] : []),
  ];
}

function fibrosisNotes(features: FeatureVector['features']): readonly string[] {
  const age = numberIn(features['age']) ?? NaN;
  const steatotic = yesNo(features['steatotic_liver_disease']) === true;
  return [
    ...(age >= 65 ? ['From 65 on FIB-4 is less specific: it was made in adults of 35 to 65.'] : []),
    ...(steatotic && yesNo(features['chronic_hepatitis_c']) === true
      ? ['Chronic hepatitis C is on record too; its original cut points are 1.45 and 3.25.']
      : []),
  ];
}
