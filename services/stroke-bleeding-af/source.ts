import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'CHA2DS2-VASc (Lip, Chest 2010;137:263) and HAS-BLED (Pisters, Chest 2010;138:1093)',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician sets the card aside; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'stroke-bleeding-af-decided-with-patient', display: 'Decided together with the patient' },
  { system, code: 'stroke-bleeding-af-contraindication', display: 'Anticoagulation is contraindicated' },
  { system, code: 'stroke-bleeding-af-other-indication', display: 'Anticoagulant is for another indication' },
  { system, code: 'stroke-bleeding-af-factors-addressed', display: 'Bleeding factors are being addressed' },
  { system, code: 'stroke-bleeding-af-clinical-judgement', display: 'Clinical judgement' },
];
