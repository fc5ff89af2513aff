import {
  bodyTemperature,
  consciousnessCategories,
  heartRate,
  inhaledOxygenConcentration,
  inhaledOxygenFlow,
  levelOfConsciousness,
  oxygenSaturation,
  pregnancyStatus,
  pregnantCategories,
  respiratoryRate,
  systolicBloodPressure,
  units,
  type FeatureDeclarations,
} from '@cardwright/features';
import { oxygenStatus, pregnancy, spo2Scale2Decision, yesNoAnswers } from './value-sets.ts';

/**
 * Site policy: all parameters come from the same 12 hours before `asOf`. Reason: 12-hourly is the longest monitoring
 * interval that the RCP gives (score 0), so an older value is from a round of observations that has been missed.
 * A shorter window is safe (more is missing, the score is a lower bound); a longer one mixes rounds.
 */
export const observationWindow = { hours: 12 } as const;

/** Site policy: a pregnancy status older than a pregnancy (40 weeks) says nothing about today. */
const pregnancyWindow = { days: 280 } as const;

/** Breathing room air: 20.9 % oxygen, charted as 21. */
const roomAirPercent = 21;

const vital = { kind: 'observation-number', pick: 'latest', window: observationWindow } as const;

/**
 * What NEWS2 is calculated from, under the reference's input names where the feature is one. Plausible ranges are the
 * reference's input ranges; `decimals` is the rounding that the reference asks for before its table is read.
 */
export const features = {
  age: { kind: 'age' },
  deceased: { kind: 'deceased' },
  encounter_class: { kind: 'encounter-class' },
  pregnant_condition: { kind: 'condition', codes: pregnancy, when: 'active', negative: 'asked' },
  pregnant_status: {
    kind: 'observation-category',
    codes: pregnancyStatus,
    window: pregnancyWindow,
    categories: pregnantCategories,
    asBoolean: true,
  },
  resp_rate: { ...vital, codes: respiratoryRate, unit: units.respiratoryRate, plausible: [0, 80], decimals: 0 },
  spo2: { ...vital, codes: oxygenSaturation, unit: units.oxygenSaturation, plausible: [50, 100], decimals: 0 },
  scale2: { kind: 'condition', codes: spo2Scale2Decision, when: 'active', negative: 'default' },
  oxygen_flow: { ...vital, codes: inhaledOxygenFlow, unit: units.oxygenFlow, plausible: [0, 100] },
  oxygen_concentration: {
    ...vital,
    codes: inhaledOxygenConcentration,
    unit: units.oxygenConcentration,
    plausible: [roomAirPercent, 100],
  },
  on_oxygen: { kind: 'threshold', of: 'oxygen_flow', above: 0 },
  on_oxygen_by_concentration: { kind: 'threshold', of: 'oxygen_concentration', above: roomAirPercent },
  on_oxygen_as_charted: {
    kind: 'observation-category',
    codes: oxygenStatus,
    window: observationWindow,
    categories: yesNoAnswers,
    asBoolean: true,
  },
  sbp: { ...vital, codes: systolicBloodPressure, unit: units.bloodPressure, plausible: [30, 300], decimals: 0 },
  heart_rate: { ...vital, codes: heartRate, unit: units.heartRate, plausible: [0, 300], decimals: 0 },
  consciousness: {
    kind: 'observation-category',
    codes: levelOfConsciousness,
    window: observationWindow,
    categories: consciousnessCategories,
  },
  temperature: { ...vital, codes: bodyTemperature, unit: units.temperature, plausible: [25, 45], decimals: 1 },
} as const satisfies FeatureDeclarations;
