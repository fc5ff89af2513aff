import { codeSystems, snomed } from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';

/** Pregnancy as a problem on file. Codes for complications of pregnancy and the puerperium are not here: see the README. */
export const pregnancy: ValueSet = {
  id: 'pregnancy',
  title: 'Pregnancy',
  source:
    'SNOMED CT 77386006: DICOM CID 6096 Pregnancy Status and HL7 IPS pregnancy status; 72892002: Synthea pregnancy module; ICD-10-CM Z33.1 and Z34 (ICD-10-CM, pregnant state and supervision of normal pregnancy)',
  codes: [
    snomed('77386006', 'Pregnant'),
    snomed('72892002', 'Normal pregnancy'),
    { system: codeSystems.icd10cm, code: 'Z33.1', display: 'Pregnant state, incidental' },
  ],
  prefixes: [{ system: codeSystems.icd10cm, prefix: 'Z34' }],
  // What is coded otherwise and named like this leaves the question open.
  names: ['pregnant', 'pregnancy'],
};

/**
 * Conditions by which a site records that SpO2 scale 2 is to be used: hypercapnic respiratory failure with a target of
 * 88–92 %, decided by a competent clinician. Empty as shipped: no general code means this decision (COPD does not), so a
 * site enters its own. While it is empty, or the code is absent, scale 1 is used and the card says so.
 */
export const spo2Scale2Decision: ValueSet = {
  id: 'spo2-scale-2-decision',
  title: 'Recorded decision for SpO2 scale 2 (site-configured)',
  source: 'site configuration; RCP 2017: scale 2 only after a specialist decision',
  codes: [],
};

/** Whether the patient breathes supplemental oxygen, as a charted yes or no. */
export const oxygenStatus: ValueSet = {
  id: 'oxygen-status',
  title: 'Patient on oxygen',
  source: 'Patient Monitoring Outcome FHIR Implementation Guide 0.1.0, care path NEWS (SNOMED CT 371825009)',
  codes: [snomed('371825009', 'Patient on oxygen')],
};

/** Answers to it. Same source: SNOMED CT qualifiers yes and no. */
export const yesNoAnswers = {
  true: [snomed('373066001', 'Yes')],
  false: [snomed('373067005', 'No')],
} as const;

/**
 * Encounter classes that are acute settings. HL7 v3 ActCode (terminology.hl7.org), ActEncounterCode: inpatient, inpatient
 * acute, emergency, observation, short stay. Inpatient non-acute (NONAC), ambulatory, home and virtual are not acute.
 */
export const acuteEncounterClasses: readonly string[] = ['IMP', 'ACUTE', 'EMER', 'OBSENC', 'SS'];
