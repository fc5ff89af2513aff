import { readValueSet } from '@cardwright/features';
import antihypertensivesJson from './value-sets/antihypertensives.json' with { type: 'json' };
import diabetesJson from './value-sets/diabetes.json' with { type: 'json' };
import familyDiabetesJson from './value-sets/family-diabetes.json' with { type: 'json' };
import familyDiabetesFirstDegreeJson from './value-sets/family-diabetes-first-degree.json' with { type: 'json' };
import fastingGlucoseJson from './value-sets/fasting-glucose.json' with { type: 'json' };
import gestationalDiabetesJson from './value-sets/gestational-diabetes.json' with { type: 'json' };
import historyOfGestationalDiabetesJson from './value-sets/history-of-gestational-diabetes.json' with { type: 'json' };
import hypertensionJson from './value-sets/hypertension.json' with { type: 'json' };
import noFamilyDiabetesJson from './value-sets/no-family-diabetes.json' with { type: 'json' };
import prediabetesJson from './value-sets/prediabetes.json' with { type: 'json' };
import pregnancyJson from './value-sets/pregnancy.json' with { type: 'json' };
import triglyceridesJson from './value-sets/triglycerides.json' with { type: 'json' };
import waistJson from './value-sets/waist.json' with { type: 'json' };

/** Ingredients of blood-pressure medication, whatever it was prescribed for. */
export const antihypertensives = readValueSet(antihypertensivesJson);

/** Any diabetes; gestational diabetes and prediabetes are not in it. */
export const diabetes = readValueSet(diabetesJson);

/** Diabetes of a first-degree relative, of any relative, and of none: recorded as problems. */
export const familyDiabetesFirstDegree = readValueSet(familyDiabetesFirstDegreeJson);
export const familyDiabetes = readValueSet(familyDiabetesJson);
export const noFamilyDiabetes = readValueSet(noFamilyDiabetesJson);

export const fastingGlucose = readValueSet(fastingGlucoseJson);
export const gestationalDiabetes = readValueSet(gestationalDiabetesJson);
export const historyOfGestationalDiabetes = readValueSet(historyOfGestationalDiabetesJson);
export const hypertension = readValueSet(hypertensionJson);
export const prediabetes = readValueSet(prediabetesJson);
export const pregnancy = readValueSet(pregnancyJson);
export const triglycerides = readValueSet(triglyceridesJson);
export const waist = readValueSet(waistJson);
