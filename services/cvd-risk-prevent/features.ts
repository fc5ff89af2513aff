import {
  bodyHeight,
  bodyMassIndex,
  bodyWeight,
  creatinine,
  currentSmokerCategories,
  diastolicBloodPressure,
  egfrCkdEpi2021,
  hba1c,
  hdlCholesterol,
  smokingStatus,
  systolicBloodPressure,
  totalCholesterol,
  uacr,
  units,
  type FeatureDeclarations,
} from '@cardwright/features';
import { antihypertensives, diabetes, priorCvd, statins } from './value-sets.ts';
import { windows } from './windows.ts';

/**
 * What is read from the chart. The model's inputs carry the names of the clinical reference.
 * `plausible` is a guard against entry errors, wider than any model range: a value inside it but outside the model's
 * range is said on the card. The Social Deprivation Index is not chart data and has no feature.
 */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  // The equations were developed on sex as recorded at baseline; US Core birth sex comes first, then Patient.gender.
  sex: { kind: 'sex', from: 'birth' },
  deceased: { kind: 'deceased' },
  prior_cvd: { kind: 'condition', codes: priorCvd, when: 'ever', negative: 'asked' },
  sbp: {
    kind: 'observation-number',
    pick: 'latest',
    codes: systolicBloodPressure,
    unit: units.bloodPressure,
    window: windows.bloodPressure,
    plausible: [50, 300],
  },
  // For the guideline's blood-pressure row only; no model reads it.
  dbp: {
    kind: 'observation-number',
    pick: 'latest',
    codes: diastolicBloodPressure,
    unit: units.bloodPressure,
    window: windows.bloodPressure,
    plausible: [20, 200],
  },
  bp_tx: { kind: 'medication', codes: antihypertensives, negative: 'asked' },
  total_c: {
    kind: 'observation-number',
    pick: 'latest',
    codes: totalCholesterol,
    unit: units.cholesterol,
    window: windows.lipids,
    plausible: [30, 1000],
  },
  hdl_c: {
    kind: 'observation-number',
    pick: 'latest',
    codes: hdlCholesterol,
    unit: units.cholesterol,
    window: windows.lipids,
    plausible: [5, 200],
  },
  statin: { kind: 'medication', codes: statins, negative: 'asked' },
  dm: { kind: 'condition', codes: diabetes, when: 'active', negative: 'asked' },
  // Not recorded is not "does not smoke": only a recorded never or former smoker counts as no.
  smoking: {
    kind: 'observation-category',
    codes: smokingStatus,
    categories: currentSmokerCategories,
    asBoolean: true,
    window: windows.smoking,
  },
  egfr_reported: {
    kind: 'observation-number',
    pick: 'latest',
    codes: egfrCkdEpi2021,
    unit: units.egfr,
    window: windows.kidney,
    plausible: [1, 250],
  },
  creatinine: {
    kind: 'observation-number',
    pick: 'latest',
    codes: creatinine,
    unit: units.creatinine,
    window: windows.kidney,
    plausible: [0.1, 30],
  },
  egfr: { kind: 'derived-egfr', prefer: 'egfr_reported', creatinine: 'creatinine', age: 'age', sex: 'sex' },
  bmi_reported: {
    kind: 'observation-number',
    pick: 'latest',
    codes: bodyMassIndex,
    unit: units.bodyMassIndex,
    window: windows.bodySize,
    plausible: [8, 120],
  },
  weight: {
    kind: 'observation-number',
    pick: 'latest',
    codes: bodyWeight,
    unit: units.bodyWeight,
    window: windows.bodySize,
    plausible: [20, 400],
  },
  // Read over many years, but never a height from childhood: see the window.
  height: {
    kind: 'observation-number',
    pick: 'latest',
    codes: bodyHeight,
    unit: units.bodyHeight,
    window: windows.height,
    plausible: [100, 250],
  },
  bmi: { kind: 'derived-bmi', prefer: 'bmi_reported', weight: 'weight', height: 'height' },
  hba1c: {
    kind: 'observation-number',
    pick: 'latest',
    codes: hba1c,
    unit: units.hba1c,
    window: windows.glycaemia,
    plausible: [2, 25],
  },
  uacr: {
    kind: 'observation-number',
    pick: 'latest',
    codes: uacr,
    unit: units.uacr,
    window: windows.albuminuria,
    plausible: [0, 50000],
  },
};
