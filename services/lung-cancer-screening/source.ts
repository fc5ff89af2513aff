import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'PLCOm2012 (Tammemägi MC et al., N Engl J Med 2013;368:728-736)',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician sets the card aside; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'lung-cancer-screening-declined', display: 'Patient declined after a shared decision' },
  { system, code: 'lung-cancer-screening-in-programme', display: 'Already screened, or followed by imaging' },
  { system, code: 'lung-cancer-screening-history-wrong', display: 'Smoking history in the chart is not right' },
  { system, code: 'lung-cancer-screening-goals-of-care', display: 'Life expectancy or surgery limit the benefit' },
  { system, code: 'lung-cancer-screening-clinical-judgement', display: 'Clinical judgement' },
];
