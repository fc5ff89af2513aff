import type { Code, ValueSet } from '@cardwright/fhir';
import { loinc, snomed } from './codes.ts';

/** Level of responsiveness on the AVPU or ACVPU scale. */
export const levelOfConsciousness: ValueSet = {
  id: 'level-of-consciousness',
  title: 'Level of responsiveness (ACVPU)',
  source:
    'LOINC 67775-7 (C-CDA Patient Care Report, NEMSIS); SNOMED CT UK 1104441000000107, CareConnect-ACVPU-Observation-1',
  codes: [
    loinc('67775-7', 'Level of responsiveness'),
    snomed('1104441000000107', 'ACVPU (Alert Confusion Voice Pain Unresponsive) scale score'),
  ],
};

/**
 * Answers by letter. SNOMED CT: Care Connect ACVPU 1.0.0 (HL7 UK). LOINC: the answer list of 67775-7 as constrained by
 * the HL7 C-CDA Patient Care Report; it has no confusion, for which LA6560-2 is charted (Belgian telemonitoring care
 * sets). `C` is *new* confusion: 130987000 is acute confusion, chronic confusion is on no list.
 */
export const consciousnessCategories = {
  A: [snomed('248234008', 'Mentally alert'), loinc('LA9340-6', 'Alert')],
  C: [snomed('130987000', 'Acute confusion'), loinc('LA6560-2', 'Confused')],
  V: [snomed('300202002', 'Responds to voice'), loinc('LA17108-4', 'Verbal')],
  P: [snomed('450847001', 'Responds to pain'), loinc('LA17107-6', 'Painful')],
  U: [snomed('422768004', 'Unresponsive'), loinc('LA9343-0', 'Unresponsive')],
} as const satisfies Readonly<Record<string, readonly Code[]>>;
