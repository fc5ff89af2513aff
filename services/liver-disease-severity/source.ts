import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'MELD (Kamath 2001, OPTN 2016, Kim 2021), Child-Pugh (Pugh 1973), FIB-4 (Sterling 2006)',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician sets the card aside; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'liver-disease-severity-known-to-hepatology', display: 'Already known to hepatology' },
  { system, code: 'liver-disease-severity-acute-change', display: 'Results reflect an acute illness' },
  { system, code: 'liver-disease-severity-goals-of-care', display: 'Does not fit the goals of care' },
  { system, code: 'liver-disease-severity-clinical-judgement', display: 'Clinical judgement' },
];
