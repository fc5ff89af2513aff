import { valueOf } from '@cardwright/features';
import type { AbsenceReason, FeatureVector, MissingFeature, Prediction } from '@cardwright/cds-service';
import { capriniPoints, paduaPoints, womenPoints } from './coefficients.ts';

/** Points that an item adds where it is there. */
export const pointsOf: Readonly<Record<string, number>> = { ...capriniPoints, ...womenPoints, ...paduaPoints, bmi: 1 };

/** Items of Caprini that no feature reads: mobility and the operation, which have a table of their own, are not among them. */
const neverRead: readonly string[] = [
  'plaster_cast',
  'swollen_legs',
  'central_venous_access',
  'family_history_thrombosis',
  'elevated_homocysteine',
  'anticardiolipin',
  'other_risk_factors',
  'obstetric_history',
];

/** What stands behind an item that is made of several facts; its reason tells the reader more. */
const behind: Readonly<Record<string, readonly string[]>> = {
  active_cancer: ['metastases', 'tumor'],
  recent_trauma_surgery: ['trauma', 'operation_last_month', 'procedure_last_month'],
  bmi_over_25: ['bmi'],
};

/** The items of Padua that are not known; each counted nothing. */
export const unknownPaduaItems = (vector: FeatureVector, { inputs }: Prediction): readonly MissingFeature[] =>
  Object.keys({ ...paduaPoints, bmi: 1 }).flatMap((feature) => missing(feature, vector, inputs[feature] == null));

/** The items of Caprini that should have been read and could not be: unlike "not recorded", that is not a no. */
export const unreadCapriniItems = (vector: FeatureVector, { inputs }: Prediction): readonly MissingFeature[] =>
  Object.keys({ ...capriniPoints, ...womenPoints })
    .filter(
      (feature) => !neverRead.includes(feature) && (valueOf(vector, 'sex') === 'female' || !(feature in womenPoints)),
    )
    .flatMap((feature) => missing(feature, vector, inputs[feature] == null));

/** The items of Caprini that are counted as no because nothing is recorded, or because no chart is read for them. */
export function assumedCapriniItems(vector: FeatureVector): readonly string[] {
  const isAsked = (name: string) => valueOf(vector, 'sex') === 'female' || !(name in womenPoints);
  return Object.keys({ ...capriniPoints, ...womenPoints }).filter((name) => {
    const found = vector.features[name];
    return isAsked(name) && (neverRead.includes(name) || (found?.status === 'present' && found.assumed === true));
  });
}

function missing(feature: string, { features }: FeatureVector, isOpen: boolean): readonly MissingFeature[] {
  if (!isOpen) return [];
  const reasons = [feature, ...(behind[feature] ?? [])].flatMap((name): readonly AbsenceReason[] => {
    const found = features[name];
    return found?.status === 'absent' && found.reason !== 'input-missing' ? [found.reason] : [];
  });
  return [{ feature, reason: reasons[0] ?? 'none-recorded', required: false }];
}
