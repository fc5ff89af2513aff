import type { CodeableConcept } from '@medplum/fhirtypes';
import type { ValueSet } from '@cardwright/fhir';
import { codeSystems } from '@cardwright/features';

/** The lipid panel that the card suggests. Source: HL7 FHIR R4 profile lipidprofile, example lipids (LOINC 57698-3). */
export const lipidPanelOrder: CodeableConcept = {
  coding: [{ system: codeSystems.loinc, code: '57698-3', display: 'Lipid panel with direct LDL - Serum or Plasma' }],
  text: 'Lipid panel',
};

/** The creatinine that the card suggests. Source: LOINC 2160-0, as in the feature's own value set. */
export const creatinineOrder: CodeableConcept = {
  coding: [{ system: codeSystems.loinc, code: '2160-0', display: 'Creatinine [Mass/volume] in Serum or Plasma' }],
  text: 'Creatinine with eGFR',
};

/** Orders of a lipid panel, by which order-select recognises one. */
export const lipidPanels: ValueSet = {
  id: 'lipid-panel-order',
  title: 'Lipid panel',
  source: 'HL7 FHIR R4 profile lipidprofile (LOINC 57698-3)',
  codes: [{ system: codeSystems.loinc, code: '57698-3', display: 'Lipid panel with direct LDL - Serum or Plasma' }],
};
