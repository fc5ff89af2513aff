import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'Kidney Failure Risk Equation (Tangri N et al., JAMA 2016;315:164-174)',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician sets the card aside; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'kidney-failure-risk-known-to-nephrology', display: 'Already known to nephrology' },
  { system, code: 'kidney-failure-risk-acute-change', display: 'Kidney function is changing acutely' },
  { system, code: 'kidney-failure-risk-goals-of-care', display: 'Does not fit the goals of care' },
  { system, code: 'kidney-failure-risk-clinical-judgement', display: 'Clinical judgement' },
];
