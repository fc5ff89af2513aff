import {
  bodyHeight,
  bodyMassIndex,
  bodyWeight,
  diastolicBloodPressure,
  hba1c,
  hdlCholesterol,
  pregnancyStatus,
  pregnantCategories,
  systolicBloodPressure,
  units,
  type FeatureDeclarations,
} from '@cardwright/features';
import { glucoseUnit, triglyceridesUnit } from './units.ts';
import {
  antihypertensives,
  diabetes,
  familyDiabetes,
  familyDiabetesFirstDegree,
  fastingGlucose,
  gestationalDiabetes,
  historyOfGestationalDiabetes,
  hypertension,
  noFamilyDiabetes,
  prediabetes,
  pregnancy,
  triglycerides,
  waist,
} from './value-sets.ts';
import { windows } from './windows.ts';

const latest = { kind: 'observation-number', pick: 'latest' } as const;
const ever = { kind: 'condition', when: 'ever', negative: 'asked' } as const;

/**
 * What is read from the chart. Physical activity and diet are not: no chart holds them. HbA1c and fasting glucose have no
 * window: how long ago the newest one was is the question. `plausible` guards against entry errors.
 */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  sex: { kind: 'sex', from: 'birth' },
  deceased: { kind: 'deceased' },
  diabetes: { ...ever, codes: diabetes },
  prediabetes: { ...ever, codes: prediabetes },
  pregnant_condition: { kind: 'condition', codes: pregnancy, when: 'active', negative: 'asked' },
  pregnant_status: {
    kind: 'observation-category',
    codes: pregnancyStatus,
    window: windows.pregnancy,
    categories: pregnantCategories,
    asBoolean: true,
  },
  hypertension: { ...ever, codes: hypertension },
  gestational_diagnosed: { ...ever, codes: gestationalDiabetes },
  gestational_history: { ...ever, codes: historyOfGestationalDiabetes },
  gestational_diabetes: { kind: 'any-of', of: ['gestational_diagnosed', 'gestational_history'] },
  // A pregnancy that may not be over, whether or not it is recorded as one.
  gestational_recent: {
    kind: 'condition',
    codes: gestationalDiabetes,
    when: 'in-window',
    window: windows.pregnancy,
    negative: 'asked',
  },
  family_first_degree: { ...ever, codes: familyDiabetesFirstDegree },
  family_any: { ...ever, codes: familyDiabetes },
  family_none: { ...ever, codes: noFamilyDiabetes },
  bmi_reported: {
    ...latest,
    codes: bodyMassIndex,
    unit: units.bodyMassIndex,
    window: windows.body,
    plausible: [8, 120],
  },
  weight: { ...latest, codes: bodyWeight, unit: units.bodyWeight, window: windows.body, plausible: [20, 400] },
  height: { ...latest, codes: bodyHeight, unit: units.bodyHeight, window: windows.height, plausible: [100, 250] },
  bmi: { kind: 'derived-bmi', prefer: 'bmi_reported', weight: 'weight', height: 'height' },
  // A length: the same units as a height.
  waist: { ...latest, codes: waist, unit: units.bodyHeight, window: windows.body, plausible: [30, 250] },
  sbp: {
    ...latest,
    codes: systolicBloodPressure,
    unit: units.bloodPressure,
    window: windows.pressure,
    plausible: [50, 300],
  },
  dbp: {
    ...latest,
    codes: diastolicBloodPressure,
    unit: units.bloodPressure,
    window: windows.pressure,
    plausible: [20, 200],
  },
  bp_medication: { kind: 'medication', codes: antihypertensives, negative: 'asked' },
  bp_medication_ever: { kind: 'medication', codes: antihypertensives, when: 'ever', negative: 'asked' },
  hdl_c: { ...latest, codes: hdlCholesterol, unit: units.cholesterol, window: windows.lipids, plausible: [5, 200] },
  triglycerides: {
    ...latest,
    codes: triglycerides,
    unit: triglyceridesUnit,
    window: windows.lipids,
    plausible: [10, 10000],
  },
  hba1c: { ...latest, codes: hba1c, unit: units.hba1c, plausible: [2, 25] },
  hba1c_days: { kind: 'time-since', of: 'hba1c', in: 'd' },
  fasting_glucose: { ...latest, codes: fastingGlucose, unit: glucoseUnit, plausible: [20, 1500] },
  fasting_glucose_days: { kind: 'time-since', of: 'fasting_glucose', in: 'd' },
};
