import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'KDIGO Clinical Practice Guideline for Acute Kidney Injury (Kidney Int Suppl 2012;2:1-138)',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician goes on with the order; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'aki-kdigo-no-alternative', display: 'No suitable alternative that harms the kidney less' },
  { system, code: 'aki-kdigo-monitored', display: 'Dose adjusted, levels and creatinine monitored' },
  { system, code: 'aki-kdigo-not-acute', display: 'Not acute: this creatinine is usual for the patient' },
  { system, code: 'aki-kdigo-goals-of-care', display: 'Does not fit the goals of care' },
  { system, code: 'aki-kdigo-clinical-judgement', display: 'Clinical judgement' },
];
