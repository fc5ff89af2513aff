import type { Period } from '@medplum/fhirtypes';
import type { TimeInterval } from './parse-fhir-time.ts';
import { parseFhirTime } from './parse-fhir-time.ts';

/**
 * Reads a Period as an interval. A missing end means ongoing (`Infinity`), a missing start means since an unknown time
 * (`-Infinity`), as https://hl7.org/fhir/R4/datatypes.html#Period says. `undefined` when there is no Period, when it
 * has neither end, when an end that is given cannot be read, or when it ends before it starts.
 */
export function parsePeriod(period: Period | undefined, zoneOffsetMinutes = 0): TimeInterval | undefined {
  if (period?.start === undefined && period?.end === undefined) return undefined;
  const first = parseFhirTime(period.start, zoneOffsetMinutes);
  const last = parseFhirTime(period.end, zoneOffsetMinutes);
  if ((period.start !== undefined && !first) || (period.end !== undefined && !last)) return undefined;
  const start = first?.start ?? -Infinity;
  const end = last?.end ?? Infinity;
  return start < end ? { start, end } : undefined;
}
