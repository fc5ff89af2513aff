import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'HOSPITAL score (Donzé JD et al., JAMA Intern Med 2016) and LACE index (van Walraven C et al., CMAJ 2010)',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician sets the card aside; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'readmission-risk-follow-up-arranged', display: 'Follow-up is already arranged' },
  { system, code: 'readmission-risk-planned-readmission', display: 'The next admission is planned' },
  { system, code: 'readmission-risk-goals-of-care', display: 'Does not fit the goals of care' },
  { system, code: 'readmission-risk-clinical-judgement', display: 'Clinical judgement' },
];
