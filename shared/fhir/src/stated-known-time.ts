import type { Resource } from '@medplum/fhirtypes';
import type { TimeInterval } from './parse-fhir-time.ts';
import { parseFhirTime } from './parse-fhir-time.ts';

/**
 * When the resource itself says that the fact became known: `issued` of an Observation or DiagnosticReport, `recordedDate` of
 * a Condition or AllergyIntolerance, `authoredOn` of a MedicationRequest, `dateAsserted` of a MedicationStatement,
 * `recorded` of an Immunization. `undefined`: it does not say. `meta.lastUpdated` is the server's clock and not a statement.
 */
export function statedKnownTime(resource: Resource, zoneOffsetMinutes = 0): TimeInterval | undefined {
  return parseFhirTime(statement(resource), zoneOffsetMinutes);
}

function statement(resource: Resource): string | undefined {
  switch (resource.resourceType) {
    case 'Observation':
    case 'DiagnosticReport':
      return resource.issued;
    case 'Condition':
    case 'AllergyIntolerance':
      return resource.recordedDate;
    case 'MedicationRequest':
      return resource.authoredOn;
    case 'MedicationStatement':
      return resource.dateAsserted;
    case 'Immunization':
      return resource.recorded;
    default:
      return undefined;
  }
}
