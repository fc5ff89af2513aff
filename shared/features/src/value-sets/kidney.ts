import type { ValueSet } from '@cardwright/fhir';
import { loinc } from './codes.ts';

/** Creatinine in serum, plasma or blood, by mass or by amount. Urine is another quantity and not here. */
export const creatinine: ValueSet = {
  id: 'creatinine',
  title: 'Creatinine in serum, plasma or blood',
  source:
    'HL7 FHIR Clinical Guidelines 1.0.0, ValueSet ckd-valueset-creatinine (2160-0, 14682-9, 77140-2); cqframework dqm-content-cms-2026, ValueSet serum-creatinine (38483-4)',
  codes: [
    loinc('2160-0', 'Creatinine [Mass/volume] in Serum or Plasma'),
    loinc('38483-4', 'Creatinine [Mass/volume] in Blood'),
    loinc('14682-9', 'Creatinine [Moles/volume] in Serum or Plasma'),
    loinc('77140-2', 'Creatinine [Moles/volume] in Serum, Plasma or Blood'),
  ],
};

/**
 * eGFR by CKD-EPI 2021 and by no other equation: 62238-1 is CKD-EPI 2009 and 33914-3 is MDRD, which give other
 * numbers for the same creatinine.
 */
export const egfrCkdEpi2021: ValueSet = {
  id: 'egfr-ckd-epi-2021',
  title: 'Estimated GFR by the CKD-EPI 2021 creatinine equation',
  source: 'LOINC 98979-8; equation: Inker LA et al., N Engl J Med 2021;385:1737-1749',
  codes: [
    loinc('98979-8', 'Glomerular filtration rate/1.73 sq M.predicted by Creatinine-based formula (CKD-EPI 2021)'),
  ],
};

/** Urine albumin to creatinine ratio in a spot sample, mass or molar creatinine. Timed collections are not here. */
export const uacr: ValueSet = {
  id: 'uacr',
  title: 'Albumin/creatinine ratio in urine',
  source:
    'LOINC codes of the AHA PREVENT and KFRE inputs (9318-7, 14959-1); HL7 Switzerland CH LAB-Report, albumin-creatinine-urine-ratio and CH LAB-Order uACR in mg/mmol (32294-1)',
  codes: [
    loinc('9318-7', 'Albumin/Creatinine [Mass Ratio] in Urine'),
    loinc('14959-1', 'Microalbumin/Creatinine [Mass Ratio] in Urine'),
    loinc('32294-1', 'Albumin/Creatinine [Ratio] in Urine'),
  ],
};
