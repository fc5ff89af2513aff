import type { CodeableConcept } from '@medplum/fhirtypes';
import { codeIn, creatinine } from '@cardwright/features';
import { lipidPanels } from './value-sets.ts';

/** The lipid panel that the card suggests. */
export const lipidPanelOrder: CodeableConcept = { coding: [codeIn(lipidPanels, '57698-3')], text: 'Lipid panel' };

/** The creatinine that the card suggests: a code of the feature's own value set. */
export const creatinineOrder: CodeableConcept = {
  coding: [codeIn(creatinine, '2160-0')],
  text: 'Creatinine with eGFR',
};
