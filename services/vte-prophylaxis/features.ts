import {
  bodyHeight,
  bodyMassIndex,
  bodyWeight,
  pregnancyStatus,
  pregnantCategories,
  units,
  type FeatureDeclaration,
  type FeatureDeclarations,
} from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import { plateletUnit } from './units.ts';
import * as sets from './value-sets.ts';
import { windows } from './windows.ts';

/** Padua: what an answered problem list does not hold is no. Caprini: what is not recorded is no, because the source says so. */
type Negative = 'asked' | 'default';

const ever = (codes: ValueSet, negative: Negative): FeatureDeclaration => ({
  kind: 'condition',
  codes,
  when: 'ever',
  negative,
});
const now = (codes: ValueSet, negative: Negative): FeatureDeclaration => ({
  kind: 'condition',
  codes,
  when: 'active',
  negative,
});
const lastMonth = (codes: ValueSet, negative: Negative): FeatureDeclaration => ({
  kind: 'condition',
  codes,
  when: 'in-window',
  window: windows.lastMonth,
  negative,
});
const anyOf = (...of: readonly string[]): FeatureDeclaration => ({ kind: 'any-of', of });
const latest = { kind: 'observation-number', pick: 'latest' } as const;

const population: FeatureDeclarations = {
  age: { kind: 'age' },
  sex: { kind: 'sex', from: 'birth' },
  deceased: { kind: 'deceased' },
  encounter_class: { kind: 'encounter-class' },
  // True: a surgical service. False: a medical one. Any other service, or none, is neither.
  surgical_service: {
    kind: 'encounter-code',
    encounter: 'current',
    element: 'serviceType',
    codes: sets.surgicalServices,
    denials: sets.medicalServices,
  },
  operation_this_stay: {
    kind: 'procedure',
    codes: sets.operations,
    when: 'in-window',
    window: windows.thisStay,
    negative: 'asked',
  },
  anticoagulant: { kind: 'medication', codes: sets.anticoagulants, negative: 'asked' },
  mechanical_prophylaxis: {
    kind: 'procedure',
    codes: sets.mechanicalProphylaxis,
    when: 'in-window',
    window: windows.thisStay,
    negative: 'asked',
  },
  palliative_care: now(sets.palliativeCare, 'asked'),
  comfort_measures: {
    kind: 'procedure',
    codes: sets.comfortMeasures,
    when: 'in-window',
    window: windows.thisStay,
    negative: 'asked',
  },
  pregnancy_condition: now(sets.pregnancy, 'asked'),
  pregnancy_status: {
    kind: 'observation-category',
    codes: pregnancyStatus,
    window: windows.pregnancyStatus,
    categories: pregnantCategories,
    asBoolean: true,
  },
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
};

/** Items of Padua, and what they are made of. Mobility is in no chart and so no feature. */
const padua: FeatureDeclarations = {
  metastases: now(sets.metastaticSolidTumor, 'asked'),
  tumor: now(sets.anyTumor, 'asked'),
  previous_vte: ever(sets.venousThromboembolism, 'asked'),
  thrombophilia: ever(sets.thrombophilia, 'asked'),
  trauma: lastMonth(sets.trauma, 'asked'),
  operation_last_month: {
    kind: 'procedure',
    codes: sets.operations,
    when: 'in-window',
    window: windows.lastMonth,
    negative: 'asked',
  },
  procedure_last_month: { kind: 'any-procedure', window: windows.lastMonth, negative: 'asked' },
  heart_failure: now(sets.heartFailure, 'asked'),
  respiratory_failure: now(sets.respiratoryFailure, 'asked'),
  heart_or_respiratory_failure: anyOf('heart_failure', 'respiratory_failure'),
  infarction: lastMonth(sets.acuteMyocardialInfarction, 'asked'),
  ischemic_stroke: lastMonth(sets.ischemicStroke, 'asked'),
  acute_mi_or_stroke: anyOf('infarction', 'ischemic_stroke'),
  infection: lastMonth(sets.acuteInfection, 'asked'),
  rheumatologic: now(sets.connectiveTissueDisease, 'asked'),
  acute_infection_or_rheumatologic: anyOf('infection', 'rheumatologic'),
  hormonal_treatment: { kind: 'medication', codes: sets.hormonalTreatment, negative: 'asked' },
};

/** Items of Caprini that a chart can hold; the others are no features, and the card says that they were not read. */
const caprini: FeatureDeclarations = {
  major_surgery_last_month: {
    kind: 'procedure',
    codes: sets.operations,
    when: 'in-window',
    window: windows.lastMonth,
    negative: 'default',
  },
  chf_last_month: lastMonth(sets.heartFailure, 'default'),
  sepsis_last_month: lastMonth(sets.sepsis, 'default'),
  pneumonia_last_month: lastMonth(sets.pneumonia, 'default'),
  hip_pelvis_leg_fracture: lastMonth(sets.hipPelvisLegFracture, 'default'),
  stroke_last_month: lastMonth(sets.anyStroke, 'default'),
  multiple_trauma: lastMonth(sets.multipleTrauma, 'default'),
  spinal_cord_injury: lastMonth(sets.spinalCordInjury, 'default'),
  varicose_veins: now(sets.varicoseVeins, 'default'),
  history_dvt_pe: ever(sets.venousThromboembolism, 'default'),
  factor_v_leiden: ever(sets.factorVLeiden, 'default'),
  prothrombin_20210a: ever(sets.prothrombinMutation, 'default'),
  lupus_anticoagulant: ever(sets.lupusAnticoagulant, 'default'),
  hit: ever(sets.heparinInducedThrombocytopenia, 'default'),
  other_thrombophilia: ever(sets.otherThrombophilia, 'default'),
  ibd: ever(sets.inflammatoryBowelDisease, 'default'),
  bmi_over_25: { kind: 'threshold', of: 'bmi', above: 25 },
  acute_mi: lastMonth(sets.acuteMyocardialInfarction, 'default'),
  copd_icd_10: now(sets.copdIcd10, 'default'),
  copd_snomed_ct: now(sets.copdSnomedCt, 'default'),
  copd: anyOf('copd_icd_10', 'copd_snomed_ct'),
  tumor_ever: ever(sets.anyTumor, 'default'),
  history_of_malignancy: ever(sets.historyOfMalignancy, 'default'),
  malignancy: anyOf('tumor_ever', 'history_of_malignancy'),
  pregnancy_postpartum: now(sets.pregnancy, 'default'),
  oral_contraceptive_hrt: { kind: 'medication', codes: sets.hormonalTreatment, negative: 'default' },
};

/** What is on record about bleeding: no score, and no reason alone to withhold anything. */
const bleeding: FeatureDeclarations = {
  recent_bleeding: {
    kind: 'condition',
    codes: sets.majorBleeding,
    when: 'in-window',
    window: windows.bleeding,
    negative: 'asked',
  },
  bleeding_disorder: now(sets.bleedingDisorder, 'asked'),
  heparin_thrombocytopenia: ever(sets.heparinInducedThrombocytopenia, 'asked'),
  heparin_allergy: { kind: 'allergy', codes: sets.heparins, negative: 'asked' },
  antiplatelet_or_nsaid: { kind: 'medication', codes: sets.antiplateletsAndNsaids, negative: 'asked' },
  platelets: {
    ...latest,
    codes: sets.platelets,
    unit: plateletUnit,
    window: windows.platelets,
    plausible: [1, 3000],
  },
};

/** What is read from the chart. Inputs of the models carry the names of the references. */
export const features: FeatureDeclarations = { ...population, ...padua, ...caprini, ...bleeding };
