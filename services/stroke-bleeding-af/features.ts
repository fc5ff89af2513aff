import { creatinine, systolicBloodPressure, units, type FeatureDeclarations } from '@cardwright/features';
import {
  alcoholUseDisorder,
  antiplateletsAndNsaids,
  atrialFibrillation,
  bleedingPredisposition,
  cirrhosis,
  diabetes,
  dialysisOrKidneyTransplant,
  heartFailure,
  hypertension,
  majorBleeding,
  mechanicalValveReplacement,
  oralAnticoagulants,
  stroke,
  strokeTiaEmbolism,
  valveExclusions,
  valveExclusionsIcd10,
  vascularDisease,
} from './value-sets.ts';
import { windows } from './windows.ts';

/** Limits of HAS-BLED as the reference prints them: strictly above. */
export const systolicLimit = 160;
export const creatinineLimit = 2.26;

const history = { kind: 'condition', when: 'ever', negative: 'asked' } as const;
const now = { kind: 'condition', when: 'active', negative: 'asked' } as const;
/** An answered list without it is no "no": only a recorded no counts, because the item asks for more than a diagnosis. */
const onlyIfRecorded = { kind: 'condition', when: 'active', negative: 'explicit' } as const;
const latest = { kind: 'observation-number', pick: 'latest' } as const;

/**
 * What is read from the chart; the models' inputs carry the names of the references. `labile_inr` is in no chart and so no
 * feature: it is always absent, and the card says what it would change.
 */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  sex: { kind: 'sex', from: 'birth' },
  deceased: { kind: 'deceased' },
  atrial_fibrillation: { ...now, codes: atrialFibrillation },
  // Asked of each terminology by itself: under a SNOMED CT code that is not listed, the words leave the question open.
  valve_disease_snomed_ct: { ...history, codes: valveExclusions },
  valve_disease_icd_10: { ...history, codes: valveExclusionsIcd10 },
  valve_disease: { kind: 'any-of', of: ['valve_disease_snomed_ct', 'valve_disease_icd_10'] },
  mechanical_valve: { kind: 'procedure', codes: mechanicalValveReplacement, when: 'ever', negative: 'asked' },
  chf: { ...history, codes: heartFailure },
  hypertension: { ...history, codes: hypertension },
  diabetes: { ...now, codes: diabetes },
  stroke_tia_te: { ...history, codes: strokeTiaEmbolism },
  vascular_disease: { ...history, codes: vascularDisease },
  systolic_pressure: {
    ...latest,
    codes: systolicBloodPressure,
    unit: units.bloodPressure,
    window: windows.bloodPressure,
    plausible: [40, 300],
  },
  hypertension_uncontrolled: { kind: 'threshold', of: 'systolic_pressure', above: systolicLimit },
  creatinine: {
    ...latest,
    codes: creatinine,
    unit: units.creatinine,
    window: windows.creatinine,
    plausible: [0.1, 30],
  },
  creatinine_high: { kind: 'threshold', of: 'creatinine', above: creatinineLimit },
  kidney_replacement: { ...history, codes: dialysisOrKidneyTransplant },
  abnormal_renal: { kind: 'any-of', of: ['kidney_replacement', 'creatinine_high'] },
  // Bilirubin and enzymes count as multiples of the laboratory's own upper limit, which is not read.
  abnormal_liver: { ...onlyIfRecorded, codes: cirrhosis },
  stroke: { ...history, codes: stroke },
  bleeding_history: { ...history, codes: majorBleeding },
  bleeding_predisposition: { ...now, codes: bleedingPredisposition },
  bleeding: { kind: 'any-of', of: ['bleeding_history', 'bleeding_predisposition'] },
  drugs: { kind: 'medication', codes: antiplateletsAndNsaids, negative: 'asked' },
  alcohol: { ...onlyIfRecorded, codes: alcoholUseDisorder },
  oral_anticoagulant: { kind: 'medication', codes: oralAnticoagulants, negative: 'asked' },
};
