import type { ValueWording } from '@cardwright/cards';
import { stay } from './windows.ts';

/** Names of the parts of the scores, and how their values are printed. */
export const wording: Readonly<Record<string, ValueWording & { readonly unit: string }>> = {
  length_of_stay_days: { label: 'Length of stay', unit: '{nights}', decimals: 0 },
  urgent_admission: { label: 'Urgent admission', unit: '{boolean}' },
  hemoglobin: { label: 'Hemoglobin', unit: 'g/dL', decimals: 1 },
  sodium: { label: 'Sodium', unit: 'mmol/L', decimals: 0 },
  procedure: { label: 'Procedure in the stay', unit: '{boolean}' },
  oncology_discharge: { label: 'Discharged from oncology', unit: '{boolean}' },
  admissions_prior_year: { label: 'Admissions in the 12 months before', unit: '1', decimals: 0 },
  ed_visits_6mo: { label: 'Emergency visits in the 6 months before', unit: '1', decimals: 0 },
};

const others: Readonly<Record<string, string>> = {
  age: 'Age',
  deceased: 'Whether the patient is alive',
  [stay]: 'Start of the hospital stay',
};

/** The label of a feature; its own name when it has none. */
export const labelOf = (feature: string): string => wording[feature]?.label ?? others[feature] ?? feature;

/** What the comorbidities of LACE are called. */
export const comorbidityLabels: Readonly<Record<string, string>> = {
  previous_myocardial_infarction: 'myocardial infarction',
  cerebrovascular_disease: 'cerebrovascular disease',
  peripheral_vascular_disease: 'peripheral vascular disease',
  diabetes: 'diabetes',
  diabetes_with_end_organ_damage: 'diabetes with end-organ damage',
  congestive_heart_failure: 'heart failure',
  chronic_pulmonary_disease: 'chronic pulmonary disease',
  mild_liver_or_renal_disease: 'mild liver or renal disease',
  moderate_or_severe_liver_or_renal_disease: 'moderate or severe liver or renal disease',
  any_tumor: 'malignant tumor',
  metastatic_solid_tumor: 'metastatic tumor',
  dementia: 'dementia',
  connective_tissue_disease: 'connective tissue disease',
  aids: 'AIDS',
};
