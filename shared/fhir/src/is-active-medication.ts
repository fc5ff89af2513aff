import type { MedicationRequest, MedicationStatement } from '@medplum/fhirtypes';
import { eventTime } from './event-time.ts';

/** https://hl7.org/fhir/R4/valueset-medicationrequest-status.html: only an actionable prescription. */
export const activeRequestStatuses: ReadonlySet<string> = new Set(['active']);

/** https://hl7.org/fhir/R4/valueset-medicationrequest-intent.html: intents without an authorisation to act. */
export const refusedRequestIntents: ReadonlySet<string> = new Set(['proposal', 'plan', 'option']);

/**
 * https://hl7.org/fhir/R4/valueset-medication-statement-status.html. `unknown` counts only with `dateAsserted`: that is
 * how medication reconciliation is recorded (all statements of the MIMIC demo), and such a list is what the patient takes.
 */
export const activeStatementStatuses: ReadonlySet<string> = new Set(['active', 'intended', 'unknown']);

/**
 * True when the patient is on the medication at `asOfMs` (epoch milliseconds) as far as status, intent, `doNotPerform`
 * and dates say. An order written later, and a statement whose effective period does not cover the instant, do not count.
 * A single effective date means "since". The status is the one on file: FHIR keeps no earlier one in the resource.
 */
export function isActiveMedication(
  medication: MedicationRequest | MedicationStatement,
  asOfMs: number,
  zoneOffsetMinutes = 0,
): boolean {
  const hasStatus =
    medication.resourceType === 'MedicationRequest' ? isActiveRequest(medication) : isActiveStatement(medication);
  if (!hasStatus) return false;
  const event = eventTime(medication, zoneOffsetMinutes);
  if (event === undefined) return true;
  const ends = medication.resourceType === 'MedicationStatement' && medication.effectivePeriod !== undefined;
  return event.start <= asOfMs && (!ends || asOfMs < event.end);
}

function isActiveRequest(request: MedicationRequest): boolean {
  return (
    activeRequestStatuses.has(request.status) &&
    !refusedRequestIntents.has(request.intent) &&
    request.doNotPerform !== true
  );
}

function isActiveStatement(statement: MedicationStatement): boolean {
  if (!activeStatementStatuses.has(statement.status)) return false;
  return statement.status !== 'unknown' || statement.dateAsserted !== undefined;
}
