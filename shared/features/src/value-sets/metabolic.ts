import type { Code, ValueSet } from '@cardwright/fhir';
import { loinc } from './codes.ts';

/** Total cholesterol in serum or plasma. */
export const totalCholesterol: ValueSet = {
  id: 'total-cholesterol',
  title: 'Total cholesterol',
  source:
    'HL7 FHIR R4, ValueSet example-expansion "Cholesterol codes" (2093-3, 14647-2); FHIR core profile cholesterol (2093-3)',
  codes: [
    loinc('2093-3', 'Cholesterol [Mass/volume] in Serum or Plasma'),
    loinc('14647-2', 'Cholesterol [Moles/volume] in Serum or Plasma'),
  ],
};

/** HDL cholesterol in serum or plasma. */
export const hdlCholesterol: ValueSet = {
  id: 'hdl-cholesterol',
  title: 'HDL cholesterol',
  source:
    'FHIR core profile hdlcholesterol (2085-9); HL7 Lithuania laboratory guide, profile cholesterol-hdl-lab-lt (14646-4)',
  codes: [
    loinc('2085-9', 'Cholesterol in HDL [Mass/volume] in Serum or Plasma'),
    loinc('14646-4', 'Cholesterol in HDL [Moles/volume] in Serum or Plasma'),
  ],
};

/** On the IFCC scale: in mmol/mol; its % is not the NGSP %. */
export const hba1cByIfcc: Code = loinc('59261-8', 'Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol');

/**
 * Haemoglobin A1c as a fraction. Left out of the source list on purpose: 41995-2 (a concentration), 62388-4 (JDS/JSCC,
 * not NGSP), 96595-4 (dried blood spot).
 */
export const hba1c: ValueSet = {
  id: 'hba1c',
  title: 'Hemoglobin A1c/Hemoglobin.total in blood',
  source: 'HL7 Vulcan Retrieval of Real World Data 1.0.0, ValueSet ExampleHbA1cTestCodes',
  codes: [
    loinc('4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood'),
    loinc('17856-6', 'Hemoglobin A1c/Hemoglobin.total in Blood by HPLC'),
    loinc('4549-2', 'Hemoglobin A1c/Hemoglobin.total in Blood by Electrophoresis'),
    loinc('17855-8', 'Hemoglobin A1c/Hemoglobin.total in Blood by calculation'),
    hba1cByIfcc,
  ],
};
