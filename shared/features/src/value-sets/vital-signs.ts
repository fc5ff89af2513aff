import bodyHeightJson from './body-height.json' with { type: 'json' };
import bodyMassIndexJson from './body-mass-index.json' with { type: 'json' };
import bodyTemperatureJson from './body-temperature.json' with { type: 'json' };
import bodyWeightJson from './body-weight.json' with { type: 'json' };
import diastolicBloodPressureJson from './diastolic-blood-pressure.json' with { type: 'json' };
import heartRateJson from './heart-rate.json' with { type: 'json' };
import inhaledOxygenConcentrationJson from './inhaled-oxygen-concentration.json' with { type: 'json' };
import inhaledOxygenFlowJson from './inhaled-oxygen-flow.json' with { type: 'json' };
import oxygenSaturationJson from './oxygen-saturation.json' with { type: 'json' };
import respiratoryRateJson from './respiratory-rate.json' with { type: 'json' };
import systolicBloodPressureJson from './systolic-blood-pressure.json' with { type: 'json' };
import { readValueSet } from '../terminology/read-value-set.ts';

/** Systolic pressure, free-standing or as a component of a panel. */
export const systolicBloodPressure = readValueSet(systolicBloodPressureJson);

/** Diastolic pressure, free-standing or as a component of a panel. */
export const diastolicBloodPressure = readValueSet(diastolicBloodPressureJson);

/** Heart rate. */
export const heartRate = readValueSet(heartRateJson);

/** Respiratory rate. */
export const respiratoryRate = readValueSet(respiratoryRateJson);

/** Oxygen saturation by pulse oximetry. */
export const oxygenSaturation = readValueSet(oxygenSaturationJson);

/** Inhaled oxygen flow, free-standing or beside the saturation that was measured with it. */
export const inhaledOxygenFlow = readValueSet(inhaledOxygenFlowJson);

/** FiO2. */
export const inhaledOxygenConcentration = readValueSet(inhaledOxygenConcentrationJson);

/** Body temperature, any site. */
export const bodyTemperature = readValueSet(bodyTemperatureJson);

/** Body weight. */
export const bodyWeight = readValueSet(bodyWeightJson);

/** Body height. */
export const bodyHeight = readValueSet(bodyHeightJson);

/** Body mass index as charted; `derived-bmi` computes it when it is not. */
export const bodyMassIndex = readValueSet(bodyMassIndexJson);
