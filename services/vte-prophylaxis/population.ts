import { valueOf } from '@cardwright/features';
import type { FeatureVector, HookContext, MissingFeature } from '@cardwright/cds-service';
import { admissionDrafts, medicalAdmissions, operationDrafts, surgicalAdmissions } from './admitting-drafts.ts';
import { ageRange } from './signature.ts';

/** v3-ActCode classes of a hospital stay. */
const inpatientClasses: readonly unknown[] = ['IMP', 'ACUTE', 'NONAC'];

/** Which score is this patient's: Caprini for surgical, Padua for medical inpatients; unknown where neither is on record. */
export type Setting = 'medical' | 'surgical' | 'unknown';

/**
 * A surgical service, an operation of this stay or one that is being ordered make a surgical patient; a medical service alone a
 * medical one. The service that an admission is ordered to counts before that of the present encounter.
 */
export function settingOf(vector: FeatureVector, context: HookContext): Setting {
  const isOperated = valueOf(vector, 'operation_this_stay') === true || operationDrafts(context).length > 0;
  if (isOperated || surgicalAdmissions(context).length > 0) return 'surgical';
  if (medicalAdmissions(context).length > 0) return 'medical';
  const service = valueOf(vector, 'surgical_service');
  if (service === true) return 'surgical';
  return service === false ? 'medical' : 'unknown';
}

/** Why no score is given, whatever it would be; empty when one is, as far as is known. */
export function outsideThePopulation(vector: FeatureVector, setting: Setting, context: HookContext): readonly string[] {
  const is = (name: string) => valueOf(vector, name) === true;
  const age = valueOf(vector, 'age');
  const encounter = vector.features['encounter_class'];
  const isAdmitted = admissionDrafts(context).length > 0;
  const isOutpatient = !isAdmitted && encounter?.status === 'present' && !inpatientClasses.includes(encounter.value);
  return [
    ...(is('deceased') ? ['The patient has died.'] : []),
    ...(typeof age === 'number' && age < ageRange[0] ? [`Age ${age}: the scores are for adults.`] : []),
    ...(isOutpatient ? ['Not a hospital inpatient: the scores are for inpatients.'] : []),
    ...(is('anticoagulant') ? ['An anticoagulant is on record.'] : []),
    ...(is('mechanical_prophylaxis') ? ['Mechanical prophylaxis is on record for this stay.'] : []),
    ...(is('palliative_care') || is('comfort_measures') ? ['Palliative care or comfort measures are on record.'] : []),
    ...(setting === 'medical' && (is('pregnancy_condition') || is('pregnancy_status'))
      ? ['Pregnancy is on record: the Padua score is not for pregnant patients.']
      : []),
  ];
}

/** Facts without which it cannot be told whether the patient belongs to the population; conditions stand for all items. */
export function missingForPopulation(vector: FeatureVector, setting: Setting): readonly MissingFeature[] {
  const names = ['deceased', 'age', 'encounter_class', 'anticoagulant', 'palliative_care'];
  const needed = setting === 'unknown' ? [...names, 'surgical_service'] : names;
  return needed.flatMap((feature) => {
    const found = vector.features[feature];
    return found?.status === 'present' ? [] : [{ feature, reason: found?.reason ?? 'not-queried', required: true }];
  });
}
