import type { Condition } from '@medplum/fhirtypes';
import { eventTime } from './event-time.ts';
import { isActiveCondition } from './is-active-condition.ts';
import { isEverCondition } from './is-ever-condition.ts';
import type { TimeInterval } from './parse-fhir-time.ts';
import { parseFhirTime } from './parse-fhir-time.ts';
import { parsePeriod } from './parse-period.ts';

/**
 * True when the patient had the condition at `asOfMs` (epoch milliseconds). Refuted and mistaken entries never;
 * before the earliest moment that the onset can mean never. With a dated abatement the dates decide: before it yes,
 * after it no, and inside it (`2020` when asked in May 2020) the clinical status decides. Without one the clinical
 * status decides alone, as `isActiveCondition` says.
 */
export function isActiveAt(condition: Condition, asOfMs: number, zoneOffsetMinutes = 0): boolean {
  if (!isEverCondition(condition)) return false;
  const onset = eventTime(condition, zoneOffsetMinutes);
  if (onset && onset.start > asOfMs) return false;
  const abatement = abatementTime(condition, zoneOffsetMinutes);
  if (abatement && asOfMs < abatement.start) return true;
  if (abatement && asOfMs >= abatement.end) return false;
  return isActiveCondition(condition);
}

/** A period of abatement without an end starts the time without the condition and never gives it back. */
function abatementTime(condition: Condition, zone: number): TimeInterval | undefined {
  const { start, end } = condition.abatementPeriod ?? {};
  return (
    parseFhirTime(condition.abatementDateTime, zone) ??
    (start !== undefined && end === undefined
      ? parseFhirTime(start, zone)
      : parsePeriod(condition.abatementPeriod, zone))
  );
}
