import type { CardSource, OverrideReason } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const source: CardSource = {
  label: 'ADA Standards of Care in Diabetes 2024, section 2; ADA risk test (Bang H et al., Ann Intern Med 2009)',
  url: manifest.sourceUrl,
};

const system = 'urn:cardwright:override-reason';

/** Why a clinician sets the card aside; codes of our own, because no code system of HL7 has them. */
export const overrideReasons: readonly OverrideReason[] = [
  { system, code: 'diabetes-risk-tested-elsewhere', display: 'Tested elsewhere or already ordered' },
  { system, code: 'diabetes-risk-other-test', display: 'Another test fits better (HbA1c unreliable here)' },
  { system, code: 'diabetes-risk-declined', display: 'Patient declines' },
  { system, code: 'diabetes-risk-goals-of-care', display: 'Does not fit the goals of care' },
  { system, code: 'diabetes-risk-clinical-judgement', display: 'Clinical judgement' },
];
