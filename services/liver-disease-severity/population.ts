import type { Feature, FeatureVector } from '@cardwright/cds-service';

/** From this age on the scores are for the patient (adults), and from this one FIB-4 is (reference, exclusions). */
export const adultAge = 18;
export const fib4Age = 35;

/** A transplant is a problem in some charts and a procedure in others. */
const transplantFeatures = ['liver_transplant', 'liver_transplant_done'];

/** Which scores a patient belongs to. */
export type Group = 'cirrhosis' | 'suspected-fibrosis';

/** The group; `undefined` when it cannot be told, or there is none (see `outsideThePopulation`). */
export function groupOf({ features }: FeatureVector): Group | undefined {
  const cirrhosis = yesNo(features['cirrhosis']);
  if (cirrhosis === true) return 'cirrhosis';
  return cirrhosis === false && hasFibrosisRisk(features) === true ? 'suspected-fibrosis' : undefined;
}

/** Why no score is for this patient; empty when one is, as far as is known. */
export function outsideThePopulation(vector: FeatureVector): readonly string[] {
  const { features } = vector;
  const age = numberIn(features['age']);
  return [
    ...(yesNo(features['deceased']) === true ? ['The patient has died.'] : []),
    ...(age !== undefined && age < adultAge ? [`Age ${age}: the scores as computed here are for adults.`] : []),
    ...(transplantFeatures.some((name) => yesNo(features[name]) === true) ? ['A liver transplant is on record.'] : []),
    ...(yesNo(features['cirrhosis']) === false ? withoutCirrhosis(vector) : []),
  ];
}

function withoutCirrhosis({ features }: FeatureVector): readonly string[] {
  const age = numberIn(features['age']);
  if (hasFibrosisRisk(features) === false)
    return ['No cirrhosis, no steatotic liver disease and no chronic hepatitis C on the problem list.'];
  return [
    ...(age !== undefined && age < fib4Age
      ? [`No cirrhosis on the problem list, and age ${age}: FIB-4 is poor below ${fib4Age}.`]
      : []),
    ...(yesNo(features['acute_hepatitis']) === true
      ? ['No cirrhosis on the problem list, and acute hepatitis is: FIB-4 is not for it.']
      : []),
  ];
}

/**
 * What decides on the population and is not known. Only words that may mean a transplant ("transplant candidate") do not
 * silence the scores of those who wait for one: a note says what they are not for. Procedures need not be known: they can only
 * add a transplant.
 */
export function unknownPopulation({ features }: FeatureVector): readonly string[] {
  const always = ['deceased', 'age', 'liver_transplant', 'cirrhosis'];
  const forFib4 =
    hasFibrosisRisk(features) === true
      ? ['acute_hepatitis']
      : ['steatotic_liver_disease', 'chronic_hepatitis_c', 'acute_hepatitis'];
  const asked = yesNo(features['cirrhosis']) === true ? always : [...always, ...forFib4];
  return asked.filter(
    (name) => features[name]?.status !== 'present' && !(name === 'liver_transplant' && isUnreadable(features[name])),
  );
}

/** Whether an entry that could not be recognised may be a transplant. */
export const mayHaveTransplant = ({ features }: FeatureVector): boolean =>
  transplantFeatures.some((name) => isUnreadable(features[name]));

const isUnreadable = (feature: Feature | undefined): boolean =>
  feature?.status === 'absent' && feature.reason === 'unreadable';

function hasFibrosisRisk(features: FeatureVector['features']): boolean | undefined {
  const answers = [yesNo(features['steatotic_liver_disease']), yesNo(features['chronic_hepatitis_c'])];
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** A number, when there is one. */
export function numberIn(feature: Feature | undefined): number | undefined {
  return feature?.status === 'present' && typeof feature.value === 'number' ? feature.value : undefined;
}

/** A yes or no, when there is one. */
export function yesNo(feature: Feature | undefined): boolean | undefined {
  return feature?.status === 'present' && typeof feature.value === 'boolean' ? feature.value : undefined;
}
