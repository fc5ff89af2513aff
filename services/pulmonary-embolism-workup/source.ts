import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'Wells, revised Geneva and PERC; NICE NG158, ACP 2015',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician sets the card aside; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'pulmonary-embolism-workup-scored', display: 'Score completed at the bedside' },
  { system, code: 'pulmonary-embolism-workup-d-dimer-known', display: 'D-dimer known or not useful here' },
  { system, code: 'pulmonary-embolism-workup-other-question', display: 'Ordered for another question' },
  { system, code: 'pulmonary-embolism-workup-clinical-judgement', display: 'Clinical judgement' },
];
