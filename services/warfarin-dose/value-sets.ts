import { codeSystems, snomed } from '@cardwright/features';
import type { Code, ValueSet } from '@cardwright/fhir';

const rxnorm = (code: string, display: string): Code => ({ system: codeSystems.rxnorm, code, display });
const icd10cm = (code: string, display: string): Code => ({ system: codeSystems.icd10cm, code, display });

/** Names as the IWPC data set prints them in its column headers: "Amiodarone (Cordarone)", "Rifampin or Rifampicin" … */
const iwpcNames = 'names: column headers of the IWPC data set';

/** Warfarin by ingredient, salt, brand or branded product; other products by name. */
export const warfarin: ValueSet = {
  id: 'warfarin',
  title: 'Warfarin',
  source:
    'HL7 PDDI CDS implementation guide 1.0.0-ballot, ValueSet valueset-warfarin (RxNorm, 2018-07-02); ingredient also in the CPIC gene-drug reference; 855332 as Synthea R4 writes it; brand Marevan: Therapeutic Guidelines (Australia), practical information on using warfarin',
  codes: [
    rxnorm('11289', 'Warfarin'),
    rxnorm('114194', 'Warfarin Sodium'),
    rxnorm('82118', 'Warfarin Potassium'),
    rxnorm('202421', 'Coumadin'),
    rxnorm('405155', 'Jantoven'),
    rxnorm('855290', 'Warfarin Sodium 1 MG Oral Tablet [Coumadin]'),
    rxnorm('855298', 'Warfarin Sodium 10 MG Oral Tablet [Coumadin]'),
    rxnorm('855304', 'Warfarin Sodium 2 MG Oral Tablet [Coumadin]'),
    rxnorm('855314', 'Warfarin Sodium 2.5 MG Oral Tablet [Coumadin]'),
    rxnorm('855320', 'Warfarin Sodium 3 MG Oral Tablet [Coumadin]'),
    rxnorm('855326', 'Warfarin Sodium 4 MG Oral Tablet [Coumadin]'),
    rxnorm('855332', 'Warfarin Sodium 5 MG Oral Tablet'),
    rxnorm('855334', 'Warfarin Sodium 5 MG Oral Tablet [Coumadin]'),
    rxnorm('855340', 'Warfarin Sodium 6 MG Oral Tablet [Coumadin]'),
    rxnorm('855346', 'Warfarin Sodium 7.5 MG Oral Tablet [Coumadin]'),
    rxnorm('855292', 'Warfarin Sodium 1 MG Oral Tablet [Jantoven]'),
    rxnorm('855300', 'Warfarin Sodium 10 MG Oral Tablet [Jantoven]'),
    rxnorm('855306', 'Warfarin Sodium 2 MG Oral Tablet [Jantoven]'),
    rxnorm('855316', 'Warfarin Sodium 2.5 MG Oral Tablet [Jantoven]'),
    rxnorm('855322', 'Warfarin Sodium 3 MG Oral Tablet [Jantoven]'),
    rxnorm('855328', 'Warfarin Sodium 4 MG Oral Tablet [Jantoven]'),
  ],
  names: ['warfarin', 'Coumadin', 'Jantoven', 'Marevan'],
};

/** Amiodarone, an input of the formula. */
export const amiodarone: ValueSet = {
  id: 'amiodarone',
  title: 'Amiodarone',
  source: `RxNorm 703 (clinical reference warfarin-dosing); ${iwpcNames}; brands Pacerone and Nexterone: openFDA NDC directory`,
  codes: [rxnorm('703', 'amiodarone')],
  names: ['amiodarone', 'Cordarone', 'Pacerone', 'Nexterone'],
};

/** Carbamazepine, one of the formula's three enzyme inducers. */
export const carbamazepine: ValueSet = {
  id: 'carbamazepine',
  title: 'Carbamazepine',
  source: `RxNorm 2002 (clinical reference warfarin-dosing); ${iwpcNames}; other brands: eMedicineHealth, carbamazepine (oral)`,
  codes: [rxnorm('2002', 'carbamazepine')],
  names: ['carbamazepine', 'Tegretol', 'Carbatrol', 'Epitol', 'Equetro'],
};

/** Phenytoin, one of the formula's three enzyme inducers. */
export const phenytoin: ValueSet = {
  id: 'phenytoin',
  title: 'Phenytoin',
  source: `RxNorm 8183 (clinical reference warfarin-dosing); ${iwpcNames}; Phenytek: DNA Direct, HLA-B carbamazepine response`,
  codes: [rxnorm('8183', 'phenytoin')],
  names: ['phenytoin', 'Dilantin', 'Phenytek'],
};

/** Rifampicin (rifampin), one of the formula's three enzyme inducers. */
export const rifampicin: ValueSet = {
  id: 'rifampicin',
  title: 'Rifampicin (rifampin)',
  source: `RxNorm 9384 (clinical reference warfarin-dosing); ${iwpcNames}; brands, combinations included: elmaskincare.com, rifampin; thebody.com, An Overview of Rifampin`,
  codes: [rxnorm('9384', 'rifampin')],
  names: ['rifampin', 'rifampicin', 'Rifadin', 'Rimactane', 'Rofact', 'Rifamate', 'Rifater'],
};

/**
 * Pregnancy as a condition: findings that say "pregnant" and no complications or outcomes, which outlast the pregnancy.
 * The pregnancy status Observation is read beside it.
 */
export const pregnancy: ValueSet = {
  id: 'pregnancy',
  title: 'Pregnancy',
  source:
    'HL7 COVID-19 FHIR Library 1.0.0, ValueSet pregnancy-status-value-set (77386006); HL7 Belgium Prescription Search Support 1.0.0, ValueSet PregnancyCodes (Z33.1, 87527008, 127364007); cqframework cds4cpm, expansion of VSAC 2.16.840.1.113883.3.526.3.378 (10231000132102, 11082009); HL7 Portugal Noticia de Nascimento 0.0.1, ValueSet risco-gravidez-vs (47200007); 72892002 as Synthea R4 writes it',
  codes: [
    snomed('77386006', 'Patient currently pregnant'),
    snomed('87527008', 'Term pregnancy'),
    snomed('72892002', 'Normal pregnancy'),
    snomed('127364007', 'Primigravida'),
    snomed('10231000132102', 'In-vitro fertilization pregnancy'),
    snomed('11082009', 'Abnormal pregnancy'),
    snomed('47200007', 'High risk pregnancy'),
    icd10cm('Z33.1', 'Pregnant state, incidental'),
  ],
  // What is coded otherwise and named like this leaves the question open.
  names: ['pregnant', 'pregnancy'],
};
