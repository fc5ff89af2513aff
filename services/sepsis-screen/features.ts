import {
  consciousnessCategories,
  creatinine,
  diastolicBloodPressure,
  heartRate,
  inhaledOxygenConcentration,
  levelOfConsciousness,
  respiratoryRate,
  systolicBloodPressure,
  units,
  type FeatureDeclarations,
} from '@cardwright/features';
import { bilirubinUnit, cellCountUnit, lactateUnit, percentUnit, scoreUnit, volumeUnit } from './units.ts';
import * as sets from './value-sets.ts';
import { windows } from './windows.ts';

const now = { kind: 'observation-number', pick: 'latest', window: windows.round } as const;
const newest = { kind: 'observation-number', pick: 'latest', window: windows.worst } as const;
const lowest = { kind: 'observation-number', pick: 'min', window: windows.worst } as const;
const highest = { kind: 'observation-number', pick: 'max', window: windows.worst } as const;
const glasgow = { codes: sets.glasgowComaScore, unit: scoreUnit, plausible: [3, 15] } as const;
const given = {
  kind: 'medication',
  when: 'in-window',
  window: windows.worst,
  from: ['MedicationAdministration'],
  negative: 'asked',
} as const;
const antibiotic = {
  kind: 'medication',
  codes: sets.systemicAntibiotics,
  when: 'in-window',
  from: ['MedicationRequest', 'MedicationAdministration'],
  negative: 'asked',
} as const;
const culture = { kind: 'observation-category', categories: sets.cultureAnswers } as const;

/** What is read from the chart. Plausible ranges are the input ranges of the references. */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  deceased: { kind: 'deceased' },
  encounter_class: { kind: 'encounter-class' },
  resp_rate: { ...now, codes: respiratoryRate, unit: units.respiratoryRate, plausible: [0, 80] },
  sbp: { ...now, codes: systolicBloodPressure, unit: units.bloodPressure, plausible: [30, 300] },
  dbp: { ...now, codes: diastolicBloodPressure, unit: units.bloodPressure, plausible: [10, 250] },
  // Two decimals: 100.4 degrees Fahrenheit are 38 degrees, and a hair more in double arithmetic.
  temperature: { ...now, codes: sets.temperature, unit: units.temperature, plausible: [25, 45], decimals: 2 },
  heart_rate: { ...now, codes: heartRate, unit: units.heartRate, plausible: [0, 300] },
  gcs: { ...now, ...glasgow },
  consciousness: {
    kind: 'observation-category',
    codes: levelOfConsciousness,
    window: windows.round,
    categories: consciousnessCategories,
  },
  wbc: { ...newest, codes: sets.leukocytes, unit: cellCountUnit, plausible: [0, 500] },
  bands: { ...newest, codes: sets.bandNeutrophils, unit: percentUnit, plausible: [0, 100] },
  paco2: { ...newest, codes: sets.arterialPaco2, unit: units.partialPressure, plausible: [5, 150] },
  pao2: { ...newest, codes: sets.arterialPao2, unit: units.partialPressure, plausible: [20, 700] },
  fio2: {
    kind: 'observation-number',
    pick: 'latest',
    codes: inhaledOxygenConcentration,
    unit: units.oxygenConcentration,
    window: windows.fio2,
    plausible: [21, 100],
  },
  ventilated: { kind: 'procedure', codes: sets.invasiveVentilation, when: 'active', negative: 'explicit' },
  platelets: { ...lowest, codes: sets.platelets, unit: cellCountUnit, plausible: [0, 2000] },
  bilirubin: { ...highest, codes: sets.bilirubin, unit: bilirubinUnit, plausible: [0, 60] },
  map_charted: { ...lowest, codes: sets.meanArterialPressure, unit: units.bloodPressure, plausible: [20, 200] },
  map: { kind: 'derived-map', prefer: 'map_charted', systolic: 'sbp', diastolic: 'dbp' },
  gcs_lowest: { ...lowest, ...glasgow },
  creatinine: { ...highest, codes: creatinine, unit: units.creatinine, plausible: [0.1, 25] },
  urine_24h: { ...newest, codes: sets.urine24h, unit: volumeUnit, plausible: [0, 20000] },
  norepinephrine_given: { ...given, codes: sets.norepinephrine },
  dopamine_given: { ...given, codes: sets.dopamine },
  dobutamine_given: { ...given, codes: sets.dobutamine },
  lactate: { ...newest, codes: sets.lactate, unit: lactateUnit, plausible: [0, 40] },
  infection: {
    kind: 'condition',
    codes: sets.infection,
    when: 'in-window',
    window: windows.infection,
    negative: 'asked',
  },
  // What began in the window may be over.
  infection_active: { kind: 'condition', codes: sets.infection, when: 'active', negative: 'asked' },
  antibiotic: { ...antibiotic, window: windows.antibiotic },
  // The vocabulary prefers a code to a name: a coded one of three days ago must not hide one of today.
  antibiotic_recent: { ...antibiotic, window: windows.recentAntibiotic },
  culture_taken: {
    kind: 'procedure',
    codes: sets.bodyFluidCulture,
    when: 'in-window',
    window: windows.culture,
    negative: 'asked',
  },
  culture_before_antibiotic: { ...culture, codes: sets.bodyFluidCulture, window: windows.cultureBeforeAntibiotic },
  culture_before_recent: { ...culture, codes: sets.bodyFluidCulture, window: windows.cultureBeforeRecent },
  culture_result: { ...culture, codes: sets.bodyFluidCulture, window: windows.recentCulture },
  blood_culture_taken: {
    kind: 'procedure',
    codes: sets.bloodCulture,
    when: 'in-window',
    window: windows.bloodCulture,
    negative: 'asked',
  },
  blood_culture_result: { ...culture, codes: sets.bloodCulture, window: windows.bloodCulture },
  chronic_organ_disease: { kind: 'condition', codes: sets.chronicOrganDisease, when: 'active', negative: 'asked' },
};
