import type { Code, ValueSet } from '@cardwright/fhir';
import { loinc } from './codes.ts';

const coreVitals = 'HL7 FHIR R4 core vital signs profiles';

/** Panels that carry blood pressure as components; Synthea and older C-CDA conversions write the second. */
const bloodPressurePanels: readonly Code[] = [
  loinc('85354-9', 'Blood pressure panel with all children optional'),
  loinc('55284-4', 'Blood pressure systolic and diastolic'),
];

/** Systolic pressure, free-standing or as a component of a panel. */
export const systolicBloodPressure: ValueSet = {
  id: 'systolic-blood-pressure',
  title: 'Systolic blood pressure',
  source: `${coreVitals} (8480-6, 85354-9); panel 55284-4 as written by Synthea R4`,
  codes: [loinc('8480-6', 'Systolic blood pressure')],
  panels: bloodPressurePanels,
};

/** Diastolic pressure, free-standing or as a component of a panel. */
export const diastolicBloodPressure: ValueSet = {
  id: 'diastolic-blood-pressure',
  title: 'Diastolic blood pressure',
  source: `${coreVitals} (8462-4, 85354-9); panel 55284-4 as written by Synthea R4`,
  codes: [loinc('8462-4', 'Diastolic blood pressure')],
  panels: bloodPressurePanels,
};

/** Heart rate. */
export const heartRate: ValueSet = {
  id: 'heart-rate',
  title: 'Heart rate',
  source: coreVitals,
  codes: [loinc('8867-4', 'Heart rate')],
};

/** Respiratory rate. */
export const respiratoryRate: ValueSet = {
  id: 'respiratory-rate',
  title: 'Respiratory rate',
  source: coreVitals,
  codes: [loinc('9279-1', 'Respiratory rate')],
};

const pulseOximetry: readonly Code[] = [
  loinc('59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry'),
  loinc('2708-6', 'Oxygen saturation in Arterial blood'),
];

/** Oxygen saturation by pulse oximetry (US Core writes both codes into one Observation). */
export const oxygenSaturation: ValueSet = {
  id: 'oxygen-saturation',
  title: 'Oxygen saturation',
  source: 'US Core 7.0.0, us-core-pulse-oximetry (59408-5 with 2708-6)',
  codes: pulseOximetry,
};

/** Inhaled oxygen flow, free-standing or beside the saturation that was measured with it. */
export const inhaledOxygenFlow: ValueSet = {
  id: 'inhaled-oxygen-flow',
  title: 'Inhaled oxygen flow rate',
  source: 'US Core 7.0.0, us-core-pulse-oximetry, component FlowRate',
  codes: [loinc('3151-8', 'Inhaled oxygen flow rate')],
  panels: pulseOximetry,
};

/** FiO2. The code is 3150-0; 3150-6, which some lists print, fails LOINC's check digit. */
export const inhaledOxygenConcentration: ValueSet = {
  id: 'inhaled-oxygen-concentration',
  title: 'Inhaled oxygen concentration',
  source: 'US Core 7.0.0, us-core-pulse-oximetry, component Concentration',
  codes: [loinc('3150-0', 'Inhaled oxygen concentration')],
  panels: pulseOximetry,
};

/** Body temperature, any site. */
export const bodyTemperature: ValueSet = {
  id: 'body-temperature',
  title: 'Body temperature',
  source: coreVitals,
  codes: [loinc('8310-5', 'Body temperature')],
};

/** Body weight. */
export const bodyWeight: ValueSet = {
  id: 'body-weight',
  title: 'Body weight',
  source: coreVitals,
  codes: [loinc('29463-7', 'Body weight')],
};

/** Body height. */
export const bodyHeight: ValueSet = {
  id: 'body-height',
  title: 'Body height',
  source: coreVitals,
  codes: [loinc('8302-2', 'Body height')],
};

/** Body mass index as charted; `derived-bmi` computes it when it is not. */
export const bodyMassIndex: ValueSet = {
  id: 'body-mass-index',
  title: 'Body mass index',
  source: coreVitals,
  codes: [loinc('39156-5', 'Body mass index (BMI) [Ratio]')],
};
