import { parseFhirTime, type TimeInterval } from '@cardwright/fhir';
import { isRecord } from './is-record.ts';

/**
 * What one date element can mean in time, as half-open intervals in epoch ms: date, dateTime, instant, Period (open
 * ends are infinite) and the events of a Timing. Unreadable values give none.
 */
export function dateIntervals(element: unknown): readonly TimeInterval[] {
  if (typeof element === 'string') return present(parseFhirTime(element));
  if (!isRecord(element)) return [];
  if (Array.isArray(element['event'])) return element['event'].flatMap(dateIntervals);
  const start = element['start'];
  const end = element['end'];
  if (typeof start !== 'string' && typeof end !== 'string') return [];
  return [{ start: boundary(start)?.start ?? -Infinity, end: boundary(end)?.end ?? Infinity }];
}

const present = (interval: TimeInterval | undefined): readonly TimeInterval[] => (interval ? [interval] : []);
const boundary = (value: unknown): TimeInterval | undefined =>
  parseFhirTime(typeof value === 'string' ? value : undefined);
