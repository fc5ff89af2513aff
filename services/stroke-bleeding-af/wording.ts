import type { ContributionWording } from '@cardwright/cards';

/** Names, units and print format of the features that a card shows, in its order. */
export const wording: Readonly<Record<string, ContributionWording>> = {
  age: { label: 'Age', unit: 'a', decimals: 0 },
  sex: { label: 'Sex', unit: '{category}' },
  chf: { label: 'Heart failure', unit: '{boolean}' },
  hypertension: { label: 'Hypertension', unit: '{boolean}' },
  diabetes: { label: 'Diabetes', unit: '{boolean}' },
  stroke_tia_te: { label: 'Stroke, TIA or embolism', unit: '{boolean}' },
  vascular_disease: { label: 'Vascular disease', unit: '{boolean}' },
  systolic_pressure: { label: 'Systolic pressure', unit: 'mm[Hg]', decimals: 0 },
  creatinine: { label: 'Creatinine', unit: 'mg/dL', decimals: 2 },
  kidney_replacement: { label: 'Dialysis or kidney transplant', unit: '{boolean}' },
  abnormal_liver: { label: 'Cirrhosis', unit: '{boolean}' },
  stroke: { label: 'Stroke', unit: '{boolean}' },
  bleeding_history: { label: 'Intracranial or gastrointestinal bleeding', unit: '{boolean}' },
  bleeding_predisposition: { label: 'Anemia, thrombocytopenia or bleeding disorder', unit: '{boolean}' },
  drugs: { label: 'Antiplatelet drug or NSAID', unit: '{boolean}' },
  alcohol: { label: 'Alcohol abuse or dependence', unit: '{boolean}' },
  oral_anticoagulant: { label: 'Oral anticoagulant', unit: '{boolean}' },
};

/** What is named in reasons and sums, and has no line of its own among the inputs. */
const otherLabels: Readonly<Record<string, string>> = {
  deceased: 'Deceased',
  atrial_fibrillation: 'Atrial fibrillation',
  valve_disease: 'Mitral stenosis or prosthetic heart valve',
  mechanical_valve: 'Implantation of a mechanical heart valve',
  hypertension_uncontrolled: 'Systolic pressure above 160 mmHg',
  abnormal_renal: 'Abnormal kidney function',
  bleeding: 'Bleeding or predisposition',
  labile_inr: 'Labile INR',
};

/** The label of a feature or input; its own name when it has none. */
export const labelOf = (feature: string): string => wording[feature]?.label ?? otherLabels[feature] ?? feature;
