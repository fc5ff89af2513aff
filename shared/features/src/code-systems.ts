/**
 * Canonical URIs of the code systems that value sets draw on (HL7 Terminology, "External Code Systems"). A file that names
 * another is refused; `value-set.schema.json` offers the same list to editors.
 */
export const codeSystems = {
  loinc: 'http://loinc.org',
  snomed: 'http://snomed.info/sct',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icd10: 'http://hl7.org/fhir/sid/icd-10',
  icd9cm: 'http://hl7.org/fhir/sid/icd-9-cm',
  ndc: 'http://hl7.org/fhir/sid/ndc',
  atc: 'http://www.whocc.no/atc',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  actPriority: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority',
  admitSource: 'http://terminology.hl7.org/CodeSystem/admit-source',
  dischargeDisposition: 'http://terminology.hl7.org/CodeSystem/discharge-disposition',
  /** Answers to the highest level of education (US vital records). */
  educationLevel: 'http://terminology.hl7.org/CodeSystem/v3-EducationLevel',
  /** CDC Race and Ethnicity, the system of the US Core race and ethnicity extensions. */
  cdcRace: 'urn:oid:2.16.840.1.113883.6.238',
  /** HUGO gene ids (`HGNC:2623`), the system of `Gene studied [ID]`. */
  hgnc: 'http://www.genenames.org/geneId',
} as const;
