import { valueOf } from '@cardwright/features';
import type { FeatureVector, MissingFeature } from '@cardwright/cds-service';
import { absenceInWords, quantity, when } from '@cardwright/cards';
import { bleedingItems, type BleedingItem } from './coefficients.ts';
import { creatinineLimit, systolicLimit } from './features.ts';

/** Which items a clinician can change (Queensland Health, HAS-BLED; labile INR, the fourth, is never known). */
const modifiable = ['hypertension_uncontrolled', 'drugs', 'alcohol'] as const;

/** What each item asks for, where it is not known. */
const asks: Readonly<Record<BleedingItem, string>> = {
  hypertension_uncontrolled: `systolic pressure above ${systolicLimit} mmHg`,
  abnormal_renal: `kidney: dialysis, transplant or creatinine above ${creatinineLimit} mg/dL`,
  abnormal_liver:
    'liver: cirrhosis, or bilirubin above twice and AST, ALT or ALP above three times the upper limit of normal',
  stroke: 'stroke',
  bleeding: 'major bleeding or predisposition to it',
  labile_inr: 'labile INR on warfarin (time in therapeutic range below 60%)',
  drugs: 'antiplatelet drug or NSAID',
  alcohol: 'alcohol: 8 or more drinks a week',
};

/** Behind a derived item stands what was measured; its reason tells the reader more. */
const behind: Partial<Readonly<Record<BleedingItem, string>>> = { abnormal_renal: 'creatinine' };

/** The modifiable bleeding factors that are on record, as sentences. */
export function modifiableFactors(vector: FeatureVector): readonly string[] {
  return modifiable.filter((name) => valueOf(vector, name) === true).map((name) => factor(name, vector));
}

function factor(name: (typeof modifiable)[number], vector: FeatureVector): string {
  if (name === 'drugs') return 'Antiplatelet drug or NSAID among the medications';
  if (name === 'alcohol') return 'Alcohol abuse or dependence on the problem list';
  const found = vector.features['systolic_pressure'];
  if (found?.status !== 'present' || typeof found.value !== 'number') return asks.hypertension_uncontrolled;
  const value = quantity(found.value, found.unit, { decimals: 0 });
  return `Systolic pressure ${value} (${when(found.effective, vector.asOf)}), above ${systolicLimit} mmHg`;
}

/** The items of HAS-BLED that are not known; each counts nothing, and one point if it is there. */
export function unknownItems(vector: FeatureVector): readonly MissingFeature[] {
  return bleedingItems.flatMap((feature) => {
    const found = vector.features[feature];
    if (found?.status === 'present') return [];
    const measured = vector.features[behind[feature] ?? feature];
    const reason = measured?.status === 'absent' ? measured.reason : found?.reason;
    return [{ feature, reason: reason ?? 'none-recorded', required: false }];
  });
}

/** What an unknown item asks for, and why it is not known where that says something. */
export function unknownInWords({ feature, reason }: MissingFeature): string {
  const item = bleedingItems.find((name) => name === feature);
  const words = item === undefined ? feature : asks[item];
  return reason === 'none-recorded' ? words : `${words} (${absenceInWords(reason)})`;
}
