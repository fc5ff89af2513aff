import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const paduaSource: CardSource = {
  label: 'Padua Prediction Score (Barbar S et al., J Thromb Haemost 2010;8:2450-2457)',
  url: manifest.sourceUrl,
};
export const capriniSource: CardSource = {
  label: 'Caprini score (Caprini JA, Dis Mon 2005;51:70-78)',
  url: 'https://doi.org/10.1016/j.disamonth.2005.02.003',
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician sets the card aside; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'vte-prophylaxis-bleeding-risk', display: 'Bleeding, or a high risk of it' },
  { system, code: 'vte-prophylaxis-ordered-otherwise', display: 'Prophylaxis is ordered or given otherwise' },
  { system, code: 'vte-prophylaxis-mobile-or-short-stay', display: 'Mobile, or a short stay' },
  { system, code: 'vte-prophylaxis-declined', display: 'Declined by the patient' },
  { system, code: 'vte-prophylaxis-clinical-judgement', display: 'Clinical judgement' },
];
