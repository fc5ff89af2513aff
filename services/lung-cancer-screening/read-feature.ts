import type { AbsenceReason, FeatureValue, FeatureVector } from '@cardwright/cds-service';

/** The value of a feature, when it has one. */
export function valueOf({ features }: FeatureVector, name: string): FeatureValue | undefined {
  const feature = features[name];
  return feature?.status === 'present' ? feature.value : undefined;
}

/** A number, when there is one. */
export function numberOf(vector: FeatureVector, name: string): number | undefined {
  const value = valueOf(vector, name);
  return typeof value === 'number' ? value : undefined;
}

/** What a feature is made of: the two halves of a question that is asked of two terminologies, the charted index. */
const parts: Readonly<Record<string, readonly string[]>> = {
  bmi: ['bmi_charted'],
  copd: ['copd_snomed_ct', 'copd_icd_10'],
  personal_cancer: ['cancer_snomed_ct', 'cancer_icd_10'],
  lung_cancer: ['lung_cancer_snomed_ct', 'lung_cancer_icd_10'],
};

/** Why a feature has no value; of one that is made of others, why the first of them has none. `undefined`: it has one. */
export function absenceOf({ features }: FeatureVector, name: string): AbsenceReason | undefined {
  const feature = features[name];
  if (feature?.status === 'present') return undefined;
  const lacking = (parts[name] ?? []).map((part) => features[part]).find((part) => part?.status === 'absent');
  if (lacking?.status === 'absent') return lacking.reason;
  return feature?.reason ?? 'not-queried';
}
