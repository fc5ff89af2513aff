import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'CDC Clinical Practice Guideline for Prescribing Opioids for Pain (MMWR Recomm Rep 2022;71(RR-3):1-95)',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician goes on with the order; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'opioid-safety-reassessed', display: 'Benefits and risks reassessed with the patient' },
  { system, code: 'opioid-safety-naloxone-at-hand', display: 'Patient already has naloxone, or declines it' },
  { system, code: 'opioid-safety-replaces', display: 'Replaces another opioid on the list' },
  { system, code: 'opioid-safety-not-covered', display: 'Cancer, palliative or end-of-life care' },
  { system, code: 'opioid-safety-clinical-judgement', display: 'Clinical judgement' },
];
