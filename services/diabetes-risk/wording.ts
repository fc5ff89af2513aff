import type { ContributionWording } from '@cardwright/cards';

/** Names, units and print format of the features and of the answers that no chart holds. */
export const wording: Readonly<Record<string, ContributionWording>> = {
  hba1c: { label: 'HbA1c', unit: '%', decimals: 1 },
  fasting_glucose: { label: 'Fasting glucose', unit: 'mg/dL', decimals: 0 },
  age: { label: 'Age', unit: 'a', decimals: 0 },
  sex: { label: 'Sex', unit: '{category}' },
  bmi: { label: 'Body mass index', unit: 'kg/m2', decimals: 1 },
  waist: { label: 'Waist', unit: 'cm', decimals: 0 },
  hypertension: { label: 'Hypertension', unit: '{boolean}' },
  prediabetes: { label: 'Prediabetes on the problem list', unit: '{boolean}' },
  gestational_diabetes: { label: 'Gestational diabetes, ever', unit: '{boolean}' },
  family_first_degree: { label: 'Parent, brother, sister or child with diabetes', unit: '{boolean}' },
  family_any: { label: 'Diabetes in the family, relative not said', unit: '{boolean}' },
  family_none: { label: 'No diabetes in the family', unit: '{boolean}' },
  sbp: { label: 'Systolic pressure', unit: 'mm[Hg]', decimals: 0 },
  dbp: { label: 'Diastolic pressure', unit: 'mm[Hg]', decimals: 0 },
  bp_medication: { label: 'Blood-pressure medication now', unit: '{boolean}' },
  bp_medication_ever: { label: 'Blood-pressure medication ever', unit: '{boolean}' },
  hdl_c: { label: 'HDL cholesterol', unit: 'mg/dL', decimals: 0 },
  triglycerides: { label: 'Triglycerides', unit: 'mg/dL', decimals: 0 },
  diabetes: { label: 'Diabetes', unit: '{boolean}' },
  deceased: { label: 'Deceased', unit: '{boolean}' },
  pregnant_condition: { label: 'Pregnancy', unit: '{boolean}' },
};

/** What the scores ask and no feature is named like. */
const asked: Readonly<Record<string, string>> = {
  family_history: 'family history of diabetes',
  physically_active: 'physical activity',
  physical_activity: 'physical activity',
  daily_fruit_veg: 'daily fruit or vegetables',
  high_glucose_history: 'high glucose ever found',
  parental_history: 'a parent with diabetes',
};

/** The label of a feature or an input of a score; its own name when it has none. */
export const labelOf = (name: string): string => wording[name]?.label ?? asked[name] ?? name;
