import type { CodeableConcept, Coding } from '@medplum/fhirtypes';

const loincSystem = 'http://loinc.org';
const snomedSystem = 'http://snomed.info/sct';
const rxnormSystem = 'http://www.nlm.nih.gov/research/umls/rxnorm';

/** UCUM, the system of every unit here. */
export const ucumSystem = 'http://unitsofmeasure.org';

const coding = (system: string, code: string, display: string): Coding => ({ system, code, display });
const loinc = (code: string, display: string): Coding => coding(loincSystem, code, display);
const snomed = (code: string, display: string): Coding => coding(snomedSystem, code, display);

/** A CodeableConcept of these codings; the text is the first display. */
export const conceptOf = (...codings: readonly Coding[]): CodeableConcept => ({
  coding: [...codings],
  ...(codings[0]?.display !== undefined && { text: codings[0].display }),
});

/** A measurable thing: its codes, and the UCUM unit that it is written in unless a story says otherwise. */
export interface Measure {
  readonly codings: readonly Coding[];
  readonly unit: string;
}
const measure = (unit: string, ...codings: readonly Coding[]): Measure => ({ codings, unit });

/**
 * Laboratory tests. Codes: inputs of the published models (AHA PREVENT 2023, CKD-EPI 2021, MELD, KFRE, FIB-4); SI codes:
 * 14647-2 HL7 R4 example-expansion "Cholesterol codes", 14646-4 HL7 Lithuania laboratory guide, 59261-8 HL7 Vulcan RWD
 * ExampleHbA1cTestCodes, 32294-1 HL7 Switzerland CH LAB-Report; glucose as Synthea R4 writes it.
 */
export const labs = {
  creatinine: measure('mg/dL', loinc('2160-0', 'Creatinine [Mass/volume] in Serum or Plasma')),
  creatinineMolar: measure('umol/L', loinc('14682-9', 'Creatinine [Moles/volume] in Serum or Plasma')),
  egfr: measure(
    'mL/min/{1.73_m2}',
    loinc('98979-8', 'Glomerular filtration rate/1.73 sq M.predicted by Creatinine-based formula (CKD-EPI 2021)'),
  ),
  totalCholesterol: measure('mg/dL', loinc('2093-3', 'Cholesterol [Mass/volume] in Serum or Plasma')),
  totalCholesterolMolar: measure('mmol/L', loinc('14647-2', 'Cholesterol [Moles/volume] in Serum or Plasma')),
  hdlCholesterol: measure('mg/dL', loinc('2085-9', 'Cholesterol in HDL [Mass/volume] in Serum or Plasma')),
  hdlCholesterolMolar: measure('mmol/L', loinc('14646-4', 'Cholesterol in HDL [Moles/volume] in Serum or Plasma')),
  triglycerides: measure('mg/dL', loinc('2571-8', 'Triglyceride [Mass/volume] in Serum or Plasma')),
  hba1c: measure('%', loinc('4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood')),
  hba1cIfcc: measure('mmol/mol', loinc('59261-8', 'Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol')),
  uacr: measure('mg/g', loinc('9318-7', 'Albumin/Creatinine [Mass Ratio] in Urine')),
  uacrMolar: measure('mg/mmol', loinc('32294-1', 'Albumin/Creatinine [Ratio] in Urine')),
  hemoglobin: measure('g/dL', loinc('718-7', 'Hemoglobin [Mass/volume] in Blood')),
  platelets: measure('10*3/uL', loinc('777-3', 'Platelets [#/volume] in Blood by Automated count')),
  leukocytes: measure('10*3/uL', loinc('6690-2', 'Leukocytes [#/volume] in Blood by Automated count')),
  sodium: measure('mmol/L', loinc('2951-2', 'Sodium [Moles/volume] in Serum or Plasma')),
  potassium: measure('mmol/L', loinc('2823-3', 'Potassium [Moles/volume] in Serum or Plasma')),
  inr: measure('{INR}', loinc('6301-6', 'INR in Platelet poor plasma by Coagulation assay')),
} as const satisfies Readonly<Record<string, Measure>>;

/** Vital signs: HL7 FHIR R4 core vital signs profiles; pulse oximetry and inhaled oxygen: US Core 7.0.0. */
export const vitals = {
  heartRate: measure('/min', loinc('8867-4', 'Heart rate')),
  respiratoryRate: measure('/min', loinc('9279-1', 'Respiratory rate')),
  temperature: measure('Cel', loinc('8310-5', 'Body temperature')),
  oxygenSaturation: measure(
    '%',
    loinc('59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry'),
    loinc('2708-6', 'Oxygen saturation in Arterial blood'),
  ),
  weight: measure('kg', loinc('29463-7', 'Body weight')),
  height: measure('cm', loinc('8302-2', 'Body height')),
  bodyMassIndex: measure('kg/m2', loinc('39156-5', 'Body mass index (BMI) [Ratio]')),
} as const satisfies Readonly<Record<string, Measure>>;

/** Components of the blood pressure panel and of pulse oximetry. Same sources. */
export const components = {
  systolic: measure('mm[Hg]', loinc('8480-6', 'Systolic blood pressure')),
  diastolic: measure('mm[Hg]', loinc('8462-4', 'Diastolic blood pressure')),
  oxygenFlow: measure('L/min', loinc('3151-8', 'Inhaled oxygen flow rate')),
  oxygenConcentration: measure('%', loinc('3150-0', 'Inhaled oxygen concentration')),
} as const satisfies Readonly<Record<string, Measure>>;

/** Questions whose answer is a code. Sources: HL7 vital signs (85354-9), US Core (72166-2, 82810-3), C-CDA (67775-7), HL7 Genomics Reporting (84413-4, 48018-6). */
export const questions = {
  bloodPressure: loinc('85354-9', 'Blood pressure panel with all children optional'),
  smokingStatus: loinc('72166-2', 'Tobacco smoking status'),
  pregnancyStatus: loinc('82810-3', 'Pregnancy status'),
  consciousness: loinc('67775-7', 'Level of responsiveness'),
  genotype: loinc('84413-4', 'Genotype display name'),
  geneStudied: loinc('48018-6', 'Gene studied [ID]'),
} as const satisfies Readonly<Record<string, Coding>>;

/** Answers. Smoking: US Core 3.1.1 us-core-observation-smokingstatus; pregnancy: HL7 IPS; responsiveness: LOINC list of 67775-7; genes: HL7 Genomics Reporting examples. */
export const answers = {
  neverSmoked: snomed('266919005', 'Never smoked tobacco'),
  exSmoker: snomed('8517006', 'Ex-smoker'),
  smokesDaily: snomed('449868002', 'Smokes tobacco daily'),
  pregnant: loinc('LA15173-0', 'Pregnant'),
  alert: loinc('LA9340-6', 'Alert'),
  CYP2C9: coding('http://www.genenames.org/geneId', 'HGNC:2623', 'CYP2C9'),
  VKORC1: coding('http://www.genenames.org/geneId', 'HGNC:23663', 'VKORC1'),
} as const satisfies Readonly<Record<string, Coding>>;

/** Conditions, as the published models list them and as Synthea R4 writes them. */
export const conditions = {
  type2Diabetes: snomed('44054006', 'Diabetes mellitus type 2'),
  hypertension: snomed('38341003', 'Hypertensive disorder'),
  myocardialInfarction: snomed('22298006', 'Myocardial infarction'),
  coronaryHeartDisease: snomed('53741008', 'Coronary heart disease'),
  atrialFibrillation: snomed('49436004', 'Atrial fibrillation'),
  pulmonaryEmbolism: snomed('59282003', 'Pulmonary embolism'),
  deepVenousThrombosis: snomed('128053003', 'Deep venous thrombosis'),
  pneumonia: snomed('233604007', 'Pneumonia'),
  normalPregnancy: snomed('72892002', 'Normal pregnancy'),
  kneeOsteoarthritis: snomed('239873007', 'Osteoarthritis of knee'),
  viralPharyngitis: snomed('195662009', 'Acute viral pharyngitis'),
  acuteBronchitis: snomed('10509002', 'Acute bronchitis'),
  ankleSprain: snomed('44465007', 'Sprain of ankle'),
} as const satisfies Readonly<Record<string, Coding>>;

const rxnorm = (code: string, display: string): Coding => coding(rxnormSystem, code, display);

/** Medications: ingredients of the published models' inputs, and products as Synthea R4 writes them. */
export const medications = {
  atorvastatin: rxnorm('83367', 'atorvastatin'),
  aspirin: rxnorm('1191', 'aspirin'),
  warfarin: rxnorm('11289', 'warfarin'),
  warfarin5mg: rxnorm('855332', 'Warfarin Sodium 5 MG Oral Tablet'),
  amiodarone: rxnorm('703', 'amiodarone'),
  lisinopril10mg: rxnorm('314076', 'lisinopril 10 MG Oral Tablet'),
  amlodipine5mg: rxnorm('197361', 'amlodipine 5 MG Oral Tablet'),
  metformin500mg: rxnorm('860975', '24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet'),
  amoxicillin500mg: rxnorm('308192', 'amoxicillin 500 MG Oral Tablet'),
  ibuprofen200mg: rxnorm('310965', 'ibuprofen 200 MG Oral Tablet'),
} as const satisfies Readonly<Record<string, Coding>>;

/** OMB race categories. Source: US Core 7.0.0, ValueSet omb-race-category. */
export const races = {
  asian: coding('urn:oid:2.16.840.1.113883.6.238', '2028-9', 'Asian'),
  black: coding('urn:oid:2.16.840.1.113883.6.238', '2054-5', 'Black or African American'),
  white: coding('urn:oid:2.16.840.1.113883.6.238', '2106-3', 'White'),
} as const satisfies Readonly<Record<string, Coding>>;
