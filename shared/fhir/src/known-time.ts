import type { Condition, Resource } from '@medplum/fhirtypes';
import type { TimeInterval } from './parse-fhir-time.ts';
import { parseFhirTime } from './parse-fhir-time.ts';

/** How a reference inside the chart is followed; `PatientRecord.resolve` is one. */
export type Resolve = (reference: string | undefined) => Resource | undefined;

/**
 * When the fact became known (the second clock), first present of:
 * Observation `issued`, else `meta.lastUpdated`; DiagnosticReport `issued`; Condition `recordedDate`, else the end of its
 * encounter, else unknown; MedicationRequest `authoredOn`; MedicationStatement `dateAsserted`; Immunization `recorded`,
 * else `meta.lastUpdated`; MedicationAdministration and Procedure `meta.lastUpdated`; Encounter its start.
 * `undefined` means unknown: a replay leaves such a fact out. `meta.lastUpdated` is rewritten by reloads and migrations,
 * so it is used only where the table above has nothing better.
 */
export function knownTime(resource: Resource, resolve?: Resolve, zoneOffsetMinutes = 0): TimeInterval | undefined {
  const zone = zoneOffsetMinutes;
  switch (resource.resourceType) {
    case 'Observation':
      return parseFhirTime(resource.issued ?? resource.meta?.lastUpdated, zone);
    case 'DiagnosticReport':
      return parseFhirTime(resource.issued, zone);
    case 'Condition':
      return parseFhirTime(resource.recordedDate, zone) ?? encounterEnd(resource, resolve, zone);
    case 'MedicationRequest':
      return parseFhirTime(resource.authoredOn, zone);
    case 'MedicationStatement':
      return parseFhirTime(resource.dateAsserted, zone);
    case 'Immunization':
      return parseFhirTime(resource.recorded ?? resource.meta?.lastUpdated, zone);
    case 'MedicationAdministration':
    case 'Procedure':
      return parseFhirTime(resource.meta?.lastUpdated, zone);
    case 'Encounter':
      return parseFhirTime(resource.period?.start, zone);
    default:
      return undefined;
  }
}

/** Diagnoses are coded at discharge: an undated Condition is known when its encounter has ended. */
function encounterEnd(condition: Condition, resolve: Resolve | undefined, zone: number): TimeInterval | undefined {
  const encounter = resolve?.(condition.encounter?.reference);
  return encounter?.resourceType === 'Encounter' ? parseFhirTime(encounter.period?.end, zone) : undefined;
}
