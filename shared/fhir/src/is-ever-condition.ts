import type { Condition } from '@medplum/fhirtypes';
import { codeIn } from './code-in.ts';

/**
 * Verification statuses that say the patient never had it (https://hl7.org/fhir/R4/valueset-condition-ver-status.html).
 * `unconfirmed`, `provisional` and `differential` are not among them: they count, as a stated choice.
 */
export const refusedVerificationStatuses: ReadonlySet<string> = new Set(['refuted', 'entered-in-error']);

/**
 * True when the patient has or had the condition, over or not: `clinicalStatus` and abatement are ignored.
 * Without a verification status it counts (MIMIC records none). False: the feature may be absent as `status-refused`.
 */
export function isEverCondition(condition: Pick<Condition, 'verificationStatus'>): boolean {
  return !codeIn(condition.verificationStatus, refusedVerificationStatuses);
}
