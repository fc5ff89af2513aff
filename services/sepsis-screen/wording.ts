import type { ValueWording } from '@cardwright/cards';
import type { Score } from './signature.ts';

/** How a feature is printed. */
export interface Wording extends ValueWording {
  /** UCUM unit. */
  readonly unit: string;
}

const given = { true: 'given in the last 24 hours', false: 'not on record' };

/** Names, units and print formats of features. */
export const wording: Readonly<Record<string, Wording>> = {
  resp_rate: { label: 'respiratory rate', unit: '/min' },
  sbp: { label: 'systolic pressure', unit: 'mm[Hg]' },
  temperature: { label: 'temperature', unit: 'Cel' },
  heart_rate: { label: 'heart rate', unit: '/min' },
  gcs: { label: 'Glasgow coma score', unit: '{score}' },
  gcs_lowest: { label: 'Glasgow coma score', unit: '{score}' },
  consciousness: {
    label: 'consciousness',
    unit: '{category}',
    words: { A: 'alert', C: 'new confusion', V: 'responds to voice', P: 'responds to pain', U: 'unresponsive' },
  },
  wbc: { label: 'white cells', unit: '10*3/uL' },
  bands: { label: 'band neutrophils', unit: '%' },
  paco2: { label: 'PaCO2', unit: 'mm[Hg]' },
  pao2: { label: 'PaO2', unit: 'mm[Hg]' },
  fio2: { label: 'FiO2', unit: '%' },
  ventilated: { label: 'invasive ventilation', unit: '{boolean}', words: { true: 'under way', false: 'no' } },
  platelets: { label: 'platelets', unit: '10*3/uL' },
  bilirubin: { label: 'bilirubin', unit: 'mg/dL' },
  map: { label: 'mean pressure', unit: 'mm[Hg]' },
  norepinephrine_given: { label: 'norepinephrine', unit: '{boolean}', words: given },
  dopamine_given: { label: 'dopamine', unit: '{boolean}', words: given },
  dobutamine_given: { label: 'dobutamine', unit: '{boolean}', words: given },
  creatinine: { label: 'creatinine', unit: 'mg/dL' },
  urine_24h: { label: 'urine of 24 hours', unit: 'mL' },
};

/** The label of a feature; its own name when it has none. */
export const labelOf = (feature: string): string => wording[feature]?.label ?? feature.replaceAll('_', ' ');

/** What a score is called on the card. */
export const scoreNames: Readonly<Record<Score, string>> = { sirs: 'SIRS', qsofa: 'qSOFA', sofa: 'SOFA' };

/** A part of a score: its name, and the features it stands on. Limits are those of the references. */
export interface PartWording {
  readonly label: string;
  readonly features: readonly string[];
}

/** The parts in words. */
export const partWording: Readonly<Record<Score, Readonly<Record<string, PartWording>>>> = {
  sirs: {
    temperature: { label: 'Temperature below 36 or above 38 °C', features: ['temperature'] },
    heart_rate: { label: 'Heart rate above 90', features: ['heart_rate'] },
    respiration: { label: 'Respiratory rate above 20, or PaCO2 below 32', features: ['resp_rate', 'paco2'] },
    leukocytes: { label: 'White cells below 4 or above 12, or bands above 10 %', features: ['wbc', 'bands'] },
  },
  qsofa: {
    respiration: { label: 'Respiratory rate 22 or more', features: ['resp_rate'] },
    pressure: { label: 'Systolic pressure 100 or less', features: ['sbp'] },
    mentation: { label: 'Altered mentation (Glasgow below 15)', features: ['gcs', 'consciousness'] },
  },
  sofa: {
    respiration: { label: 'Respiration', features: ['pao2', 'fio2', 'ventilated'] },
    coagulation: { label: 'Coagulation (platelets)', features: ['platelets'] },
    liver: { label: 'Liver (bilirubin)', features: ['bilirubin'] },
    cardiovascular: {
      label: 'Circulation',
      features: ['map', 'norepinephrine_given', 'dopamine_given', 'dobutamine_given'],
    },
    cns: { label: 'Nervous system (Glasgow)', features: ['gcs_lowest'] },
    renal: { label: 'Kidney', features: ['creatinine', 'urine_24h'] },
  },
};

/** The order of the scores on the card. */
export const shownScores: readonly Score[] = ['sirs', 'qsofa', 'sofa'];
