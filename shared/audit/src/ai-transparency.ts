import type { CodeableConcept, Coding } from '@medplum/fhirtypes';

/** Canonical base of HL7 AI Transparency on FHIR (ballot of January 2026). */
const guide = 'http://hl7.org/fhir/uv/aitransparency';

/** "Artificial Intelligence asserted": the label of what an algorithm, of whatever kind, has asserted. */
export const algorithmLabel: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'AIAST',
  display: 'Artificial Intelligence asserted',
};

/** Type of an AIDevice, and role of an agent that is one. */
export const algorithmType: CodeableConcept = {
  coding: [
    {
      system: `${guide}/CodeSystem/AIdeviceTypeCS`,
      code: 'Artificial-Intelligence',
      display: 'All kinds of Artificial Intelligence',
    },
  ],
};

/** Type of a DocumentReference that holds a model card. */
export const modelCardType: CodeableConcept = {
  coding: [{ system: `${guide}/CodeSystem/AIinputsCS`, code: 'AIModelCard', display: 'AI Model-Card' }],
};

/** Extension of an AIDevice: a reference to its model card. */
export const modelCardExtension = `${guide}/StructureDefinition/aitransparency.modelCardDescription`;
