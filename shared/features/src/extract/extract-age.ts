import type { Feature } from '@cardwright/cds-service';
import { parseFhirTime } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import type { Age } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { noPatient } from '../no-patient.ts';

/** Older than anyone has become. */
const maxAgeYears = 130;

/**
 * Completed years (or months) on the calendar day of `asOf` in the record's zone (UTC unless the host sets another). Somebody born on
 * 29 February has a birthday on 1 March in other years. A partial birth date is used only when it leaves no doubt.
 */
export function extractAge(declaration: Age, x: Extraction, keys: readonly string[]): Feature {
  const { patient, zoneOffsetMinutes } = x.record;
  if (!patient) return noPatient(x, keys);
  const references = [x.record.referenceOf(patient)];
  const inMonths = declaration.in === 'months';
  const { birthDate } = patient;
  if (birthDate === undefined) return absent('no-value', references, 'no birth date is recorded');
  const born = parseFhirTime(birthDate, zoneOffsetMinutes);
  if (!born) return absent('no-value', references, 'the birth date cannot be read');
  const local = (ms: number) => new Date(ms + zoneOffsetMinutes * 60_000);
  const today = local(x.asOf);
  const oldest = completedMonths(local(born.start), today);
  const youngest = completedMonths(local(born.end - 1), today);
  if (oldest < 0 || oldest > maxAgeYears * 12 + 11)
    return absent('implausible', references, 'the birth date gives no possible age');
  const [value, other] = [oldest, youngest].map((months) => (inMonths ? months : Math.floor(months / 12)));
  if (value === undefined || value !== other)
    return absent('no-value', references, 'the birth date is too coarse to tell the age');
  return { status: 'present', value, unit: inMonths ? 'mo' : 'a', references };
}

/** A month is over on the day of the birth, or on the first of the next month where there is no such day. */
function completedMonths(born: Date, today: Date): number {
  const months = (today.getUTCFullYear() - born.getUTCFullYear()) * 12 + today.getUTCMonth() - born.getUTCMonth();
  return today.getUTCDate() < born.getUTCDate() ? months - 1 : months;
}
