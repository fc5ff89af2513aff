import type { Feature } from '@cardwright/cds-service';
import { parseFhirTime } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import type { Extraction } from '../extraction.ts';
import { noPatient } from '../no-patient.ts';

/** Older than anyone has become. */
const maxAgeYears = 130;

/**
 * Completed years on the calendar day of `asOf` in the record's zone (UTC unless the host sets another). Somebody born on
 * 29 February has a birthday on 1 March in other years. A partial birth date is used only when it leaves no doubt.
 */
export function extractAge(x: Extraction, keys: readonly string[]): Feature {
  const { patient, zoneOffsetMinutes } = x.record;
  if (!patient) return noPatient(x, keys);
  const references = [x.record.referenceOf(patient)];
  const { birthDate } = patient;
  if (birthDate === undefined) return absent('no-value', references, 'no birth date is recorded');
  const born = parseFhirTime(birthDate, zoneOffsetMinutes);
  if (!born) return absent('no-value', references, 'the birth date cannot be read');
  const local = (ms: number) => new Date(ms + zoneOffsetMinutes * 60_000);
  const today = local(x.asOf);
  const oldest = completedYears(local(born.start), today);
  const youngest = completedYears(local(born.end - 1), today);
  if (oldest < 0 || oldest > maxAgeYears)
    return absent('implausible', references, 'the birth date gives no possible age');
  if (oldest !== youngest) return absent('no-value', references, 'the birth date is too coarse to tell the age');
  return { status: 'present', value: oldest, unit: 'a', references };
}

function completedYears(born: Date, today: Date): number {
  const years = today.getUTCFullYear() - born.getUTCFullYear();
  const months = today.getUTCMonth() - born.getUTCMonth();
  const beforeBirthday = months < 0 || (months === 0 && today.getUTCDate() < born.getUTCDate());
  return beforeBirthday ? years - 1 : years;
}
