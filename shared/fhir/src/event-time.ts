import type { AllergyIntolerance, Condition, Period, Resource, Timing } from '@medplum/fhirtypes';
import type { TimeInterval } from './parse-fhir-time.ts';
import { parseFhirTime } from './parse-fhir-time.ts';
import { parsePeriod } from './parse-period.ts';

/**
 * When the fact happened (the first of the two clocks): Observation, DiagnosticReport, MedicationStatement and
 * MedicationAdministration by `effective[x]`, Condition and AllergyIntolerance by `onset[x]`, MedicationRequest by `authoredOn`, Procedure by
 * `performed[x]`, Immunization by `occurrence[x]`, Encounter by `period`. `undefined`: undated, or told in words or ages only.
 *
 * A measurement over a period without an end is dated by its start, because a result cannot reach into the future; an
 * Encounter, a MedicationStatement and an onset keep their open ends as ±Infinity. A Timing spans its events, or its bounds.
 */
export function eventTime(resource: Resource, zoneOffsetMinutes = 0): TimeInterval | undefined {
  const zone = zoneOffsetMinutes;
  switch (resource.resourceType) {
    case 'Observation':
      return (
        parseFhirTime(resource.effectiveDateTime ?? resource.effectiveInstant, zone) ??
        measuredOver(resource.effectivePeriod, zone) ??
        spanOf(resource.effectiveTiming, zone)
      );
    case 'DiagnosticReport':
      return parseFhirTime(resource.effectiveDateTime, zone) ?? measuredOver(resource.effectivePeriod, zone);
    case 'Condition':
    case 'AllergyIntolerance':
      return onset(resource, zone);
    case 'MedicationRequest':
      return parseFhirTime(resource.authoredOn, zone);
    case 'MedicationStatement':
    case 'MedicationAdministration':
      return parseFhirTime(resource.effectiveDateTime, zone) ?? parsePeriod(resource.effectivePeriod, zone);
    case 'Procedure':
      return parseFhirTime(resource.performedDateTime, zone) ?? parsePeriod(resource.performedPeriod, zone);
    case 'Immunization':
      return parseFhirTime(resource.occurrenceDateTime, zone);
    case 'Encounter':
      return parsePeriod(resource.period, zone);
    default:
      return undefined;
  }
}

function onset(fact: Condition | AllergyIntolerance, zone: number): TimeInterval | undefined {
  return parseFhirTime(fact.onsetDateTime, zone) ?? parsePeriod(fact.onsetPeriod, zone);
}

function measuredOver(period: Period | undefined, zone: number): TimeInterval | undefined {
  if (period?.start === undefined || period.end === undefined) return parseFhirTime(period?.start ?? period?.end, zone);
  return parsePeriod(period, zone);
}

function spanOf(timing: Timing | undefined, zone: number): TimeInterval | undefined {
  const events = (timing?.event ?? []).flatMap((event) => parseFhirTime(event, zone) ?? []);
  if (events.length === 0) return measuredOver(timing?.repeat?.boundsPeriod, zone);
  return { start: Math.min(...events.map((e) => e.start)), end: Math.max(...events.map((e) => e.end)) };
}
