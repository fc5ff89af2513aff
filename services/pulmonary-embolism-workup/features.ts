import {
  heartRate,
  oxygenSaturation,
  pregnancyStatus,
  pregnantCategories,
  units,
  type FeatureDeclarations,
} from '@cardwright/features';
import { dDimerUnit } from './units.ts';
import {
  cancerIcd10,
  cancerSnomedCt,
  dDimerFeu,
  estrogens,
  hemoptysis,
  historyOfVenousThromboembolism,
  lowerLimbFracture,
  majorSurgery,
  oralAnticoagulants,
  pregnancyIcd10,
  pregnancySnomedCt,
  venousThromboembolismIcd10,
  venousThromboembolismSnomedCt,
} from './value-sets.ts';
import { windows } from './windows.ts';

const active = { kind: 'condition', when: 'active', negative: 'asked' } as const;
const earlier = {
  kind: 'condition',
  when: 'in-window',
  window: windows.earlierThrombosis,
  negative: 'asked',
} as const;
/** Only a recorded no is a no: an empty list says nothing about what is seen at the bedside. */
const lately = { kind: 'condition', when: 'in-window', negative: 'explicit' } as const;

/**
 * What is read from the chart. Signs of the legs, bed rest and "the most likely diagnosis" are in no chart and so no feature:
 * the card asks for them.
 */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  deceased: { kind: 'deceased' },
  // Asked of each terminology by itself: under a SNOMED CT code that is not listed, the words leave the question open.
  pregnancy_snomed_ct: { ...active, codes: pregnancySnomedCt },
  pregnancy_icd_10: { ...active, codes: pregnancyIcd10 },
  pregnant: { kind: 'any-of', of: ['pregnancy_snomed_ct', 'pregnancy_icd_10'] },
  pregnancy_status: {
    kind: 'observation-category',
    codes: pregnancyStatus,
    window: windows.pregnancyStatus,
    categories: pregnantCategories,
    asBoolean: true,
  },
  heart_rate: {
    kind: 'observation-number',
    pick: 'latest',
    codes: heartRate,
    unit: units.heartRate,
    window: windows.vitals,
    plausible: [20, 300],
  },
  spo2: {
    kind: 'observation-number',
    pick: 'latest',
    codes: oxygenSaturation,
    unit: units.oxygenSaturation,
    window: windows.vitals,
    plausible: [40, 100],
  },
  d_dimer: {
    kind: 'observation-number',
    pick: 'latest',
    codes: dDimerFeu,
    unit: dDimerUnit,
    window: windows.dDimer,
    plausible: [0, 1000000],
  },
  history_of_vte: { kind: 'condition', codes: historyOfVenousThromboembolism, when: 'ever', negative: 'asked' },
  earlier_vte_snomed_ct: { ...earlier, codes: venousThromboembolismSnomedCt },
  earlier_vte_icd_10: { ...earlier, codes: venousThromboembolismIcd10 },
  previous_vte: { kind: 'any-of', of: ['history_of_vte', 'earlier_vte_snomed_ct', 'earlier_vte_icd_10'] },
  cancer_snomed_ct: { ...active, codes: cancerSnomedCt },
  cancer_icd_10: { ...active, codes: cancerIcd10 },
  malignancy: { kind: 'any-of', of: ['cancer_snomed_ct', 'cancer_icd_10'] },
  hemoptysis: { ...lately, codes: hemoptysis, window: windows.hemoptysis },
  surgery: {
    kind: 'procedure',
    codes: majorSurgery,
    when: 'in-window',
    window: windows.surgery,
    negative: 'explicit',
  },
  leg_fracture: { ...lately, codes: lowerLimbFracture, window: windows.surgery },
  surgery_or_fracture: { kind: 'any-of', of: ['surgery', 'leg_fracture'] },
  estrogen: { kind: 'medication', codes: estrogens, negative: 'asked' },
  anticoagulant: { kind: 'medication', codes: oralAnticoagulants, negative: 'asked' },
};
