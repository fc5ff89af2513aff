import type { Condition } from '@medplum/fhirtypes';
import { codeIn } from './code-in.ts';
import { isEverCondition } from './is-ever-condition.ts';

/** Clinical statuses that mean "has it now" (https://hl7.org/fhir/R4/valueset-condition-clinical.html). */
export const activeClinicalStatuses: ReadonlySet<string> = new Set(['active', 'recurrence', 'relapse']);

/**
 * True when the status elements say that the patient has the condition. Without a clinical status it counts as
 * active unless an abatement is on file. Dates are not looked at: `isActiveAt` does both.
 */
export function isActiveCondition(condition: Condition): boolean {
  if (!isEverCondition(condition)) return false;
  if (condition.clinicalStatus === undefined) return !hasAbated(condition);
  return codeIn(condition.clinicalStatus, activeClinicalStatuses);
}

function hasAbated(condition: Condition): boolean {
  return (
    condition.abatementDateTime !== undefined ||
    condition.abatementPeriod !== undefined ||
    condition.abatementAge !== undefined ||
    condition.abatementRange !== undefined ||
    condition.abatementString !== undefined
  );
}
