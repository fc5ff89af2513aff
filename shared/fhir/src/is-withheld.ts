import type { CodeableConcept, Resource } from '@medplum/fhirtypes';
import { codeKey } from './code.ts';

/**
 * Markers that say "there is something here that you may not see":
 * https://hl7.org/fhir/R4/codesystem-data-absent-reason.html and https://terminology.hl7.org/CodeSystem-v3-ObservationValue.html.
 * A confidentiality code such as `R`, and SUBSETTED (`_summary`, `_elements`), mask nothing and are not here.
 */
const maskedReason = 'http://terminology.hl7.org/CodeSystem/data-absent-reason|masked';
const maskedLabels: ReadonlySet<string> = new Set([
  'http://terminology.hl7.org/CodeSystem/v3-ObservationValue|MASKED',
  'http://terminology.hl7.org/CodeSystem/v3-ObservationValue|REDACTED',
]);

/**
 * True when the resource is labelled as masked or redacted (`meta.security`, `meta.tag`), or the element that is to be
 * read (an Observation, or one of its components) has `dataAbsentReason` masked: the feature is absent as `withheld`.
 */
export function isWithheld(resource: Resource, element?: { readonly dataAbsentReason?: CodeableConcept }): boolean {
  const labels = [...(resource.meta?.security ?? []), ...(resource.meta?.tag ?? [])];
  if (labels.some((label) => maskedLabels.has(codeKey(label)))) return true;
  return (element?.dataAbsentReason?.coding ?? []).some((coding) => codeKey(coding) === maskedReason);
}
