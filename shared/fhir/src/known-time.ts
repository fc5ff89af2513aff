import type { Condition, Resource } from '@medplum/fhirtypes';
import type { TimeInterval } from './parse-fhir-time.ts';
import { parseFhirTime } from './parse-fhir-time.ts';
import { statedKnownTime } from './stated-known-time.ts';

/** How a reference inside the chart is followed; `PatientRecord.resolve` is one. */
export type Resolve = (reference: string | undefined) => Resource | undefined;

/**
 * When the fact became known (the second clock): as the resource states it (`statedKnownTime`), else
 * `meta.lastUpdated` of an Observation, Immunization, MedicationAdministration or Procedure, the end of its encounter for a
 * Condition, the start of an Encounter. `undefined` means unknown: a replay leaves such a fact out. `meta.lastUpdated` is
 * rewritten by reloads and migrations, so it is used only where there is nothing better.
 */
export function knownTime(resource: Resource, resolve?: Resolve, zoneOffsetMinutes = 0): TimeInterval | undefined {
  const zone = zoneOffsetMinutes;
  switch (resource.resourceType) {
    case 'Observation':
    case 'Immunization':
    case 'MedicationAdministration':
    case 'Procedure':
      return statedOr(resource, resource.meta?.lastUpdated, zone);
    case 'Condition':
      return statedKnownTime(resource, zone) ?? encounterEnd(resource, resolve, zone);
    case 'Encounter':
      return parseFhirTime(resource.period?.start, zone);
    default:
      return statedKnownTime(resource, zone);
  }
}

/** A statement that cannot be read is not made up for by the server's clock. */
function statedOr(resource: Resource, lastUpdated: string | undefined, zone: number): TimeInterval | undefined {
  const isStated =
    (resource.resourceType === 'Observation' && resource.issued !== undefined) ||
    (resource.resourceType === 'Immunization' && resource.recorded !== undefined);
  return isStated ? statedKnownTime(resource, zone) : parseFhirTime(lastUpdated, zone);
}

/** Diagnoses are coded at discharge: an undated Condition is known when its encounter has ended. */
function encounterEnd(condition: Condition, resolve: Resolve | undefined, zone: number): TimeInterval | undefined {
  const encounter = resolve?.(condition.encounter?.reference);
  return encounter?.resourceType === 'Encounter' ? parseFhirTime(encounter.period?.end, zone) : undefined;
}
