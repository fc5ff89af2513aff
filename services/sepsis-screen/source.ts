import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'Sepsis-3 (Singer 2016, Seymour 2016), SIRS (Bone 1992), SOFA (Vincent 1996), Surviving Sepsis Campaign',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician sets the card aside; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'sepsis-screen-already-treated', display: 'Sepsis is known and being treated' },
  { system, code: 'sepsis-screen-other-cause', display: 'Another cause explains the findings' },
  { system, code: 'sepsis-screen-no-infection', display: 'No infection suspected' },
  { system, code: 'sepsis-screen-goals-of-care', display: 'Does not fit the goals of care' },
  { system, code: 'sepsis-screen-clinical-judgement', display: 'Clinical judgement' },
];
