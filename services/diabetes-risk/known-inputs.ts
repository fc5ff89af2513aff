import type { FeatureVector, ModelInputs } from '@cardwright/cds-service';
import type { Variant } from './signature.ts';
import { testingOf } from './testing.ts';
import { numberOf, yesNo } from './value-of.ts';

/** What the chart says of the inputs of a score; `null` where it says nothing. Nothing is assumed. */
export function knownInputs(variant: Variant, vector: FeatureVector): ModelInputs {
  const sex = vector.features['sex'];
  const common: ModelInputs = {
    sex: sex?.status === 'present' ? sex.value : null,
    age: number(vector, 'age'),
    bmi: number(vector, 'bmi'),
  };
  const family = familyDegree(vector);
  switch (variant) {
    case 'ada-risk-test':
      return {
        ...common,
        hypertension: hypertension(vector) ?? null,
        // Asked of women only.
        gestational_diabetes: common['sex'] === 'male' ? false : (yesNo(vector, 'gestational_diabetes') ?? null),
        family_history: family === undefined ? null : family === 'first_degree',
        physically_active: null,
      };
    case 'findrisc':
      return {
        ...common,
        waist: number(vector, 'waist'),
        bp_medication: yesNo(vector, 'bp_medication_ever') ?? null,
        high_glucose_history: hadHighGlucose(vector) ? true : null,
        family_history: family ?? null,
        physical_activity: null,
        daily_fruit_veg: null,
      };
    case 'wilson-2007-logistic-bmi':
    case 'wilson-2007-points':
      return {
        ...common,
        ...Object.fromEntries(
          ['sbp', 'dbp', 'hdl_c', 'triglycerides', 'fasting_glucose'].map((name) => [name, number(vector, name)]),
        ),
        bp_medication: yesNo(vector, 'bp_medication') ?? null,
        parental_history: family === 'none' ? false : null,
      };
  }
}

const number = (vector: FeatureVector, name: string): number | null => numberOf(vector, name) ?? null;

/** A no of the problem list is doubtful where medication that lowers blood pressure is, or was, on file. */
function hypertension(vector: FeatureVector): boolean | undefined {
  const isListed = yesNo(vector, 'hypertension');
  return isListed === false && yesNo(vector, 'bp_medication_ever') !== false ? undefined : isListed;
}

/** Only what is recorded: a first-degree relative, or that there is none. A relative who is not named leaves it open. */
function familyDegree(vector: FeatureVector): 'first_degree' | 'none' | undefined {
  if (yesNo(vector, 'family_first_degree') === true) return 'first_degree';
  const isDenied = yesNo(vector, 'family_none') === true && yesNo(vector, 'family_any') === false;
  return isDenied ? 'none' : undefined;
}

/** A yes is proof; that nothing is on file is none. */
const hadHighGlucose = (vector: FeatureVector): boolean =>
  testingOf(vector).isPrediabetes || yesNo(vector, 'gestational_diabetes') === true;
